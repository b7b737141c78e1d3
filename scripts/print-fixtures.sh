#!/bin/sh
# Prints the releases in fixtures/releases from their sources in scripts/fixtures.
#
#   scripts/print-fixtures.sh            all of them
#   scripts/print-fixtures.sh kestrand   those whose name begins so
#
# The companies and their figures are invented; only iij_2003q2 holds figures that were published. Every source computes its
# totals and asserts that its balance sheets balance, then writes what one program prints:
#
#   program      Debian 12 packages (--no-install-recommends)            releases
#   Chromium     chromium fonts-liberation                               harborlane_2023q2
#   pdfTeX       texlive-latex-base texlive-latex-recommended lmodern    kestrand_fy2023
#   LibreOffice  libreoffice-writer fonts-liberation                     quillmark_q2fy24
#   Typst        (PyPI) typst==0.15.2                                    marrowfield_fy2023
#   ReportLab    (PyPI) reportlab==5.1.0; fonts-dejavu-extra             iij_2003q2, kazemori 2023h1
#   groff        groff                                                   tollivercreek_2024q2
#   text         python3 (3.10 or later) alone                           brightquay_2025q2, pikeford_2024q3, merivaux_2024h1
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sources=$here/fixtures
out=$here/../fixtures/releases
only=${1:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"
export PYTHONDONTWRITEBYTECODE=1 LC_ALL=C.UTF-8

wanted() {
    case $1 in "$only"*) echo "$1" ;; *) return 1 ;; esac
}
source_of() {
    python3 "$sources/$1.py"
}

if wanted harborlane_2023q2; then
    source_of harborlane_2023q2 > "$work/harborlane.html"
    chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer --disable-pdf-tagging --user-data-dir="$work/profile" \
        --print-to-pdf="$out/harborlane_2023q2.pdf" "file://$work/harborlane.html" 2> /dev/null
    python3 "$sources/fix_dates.py" "$out/harborlane_2023q2.pdf" 20230824
fi
if wanted kestrand_fy2023; then
    source_of kestrand_fy2023 > "$work/kestrand_fy2023.tex"
    SOURCE_DATE_EPOCH=1709794800 FORCE_SOURCE_DATE=1 pdflatex -interaction=batchmode -output-directory="$work" "$work/kestrand_fy2023.tex" > /dev/null
    mv "$work/kestrand_fy2023.pdf" "$out"
fi
if wanted quillmark_q2fy24; then
    source_of quillmark_q2fy24 > "$work/quillmark_q2fy24.fodt"
    SOURCE_DATE_EPOCH=1706612400 soffice "-env:UserInstallation=file://$work/office" --headless --convert-to pdf --outdir "$out" \
        "$work/quillmark_q2fy24.fodt" > /dev/null 2>&1
    python3 "$sources/fix_dates.py" "$out/quillmark_q2fy24.pdf" 20240130
fi
if wanted marrowfield_fy2023; then
    source_of marrowfield_fy2023 > "$work/marrowfield_fy2023.typ"
    python3 "$sources/compile_typst.py" "$work/marrowfield_fy2023.typ" "$out/marrowfield_fy2023.pdf"
fi
if wanted iij_2003q2; then
    python3 "$sources/iij_2003q2.py" "$out/iij_2003q2.pdf"
fi
if wanted kazemori_2023h1; then
    python3 "$sources/kazemori_2023h1.py" "$out/kazemori 2023h1.pdf"
fi
if wanted tollivercreek_2024q2; then
    source_of tollivercreek_2024q2 | SOURCE_DATE_EPOCH=1721908800 groff -Kutf8 -Tpdf -P-pletter > "$out/tollivercreek_2024q2.pdf"
    python3 "$sources/fix_dates.py" "$out/tollivercreek_2024q2.pdf" 20240725
fi
if wanted brightquay_2025q2; then
    source_of brightquay_2025q2 > "$out/brightquay_2025q2.txt"
fi
if wanted pikeford_2024q3; then
    source_of pikeford_2024q3 > "$out/pikeford_2024q3.md"
fi
if wanted merivaux_2024h1; then
    source_of merivaux_2024h1 > "$out/merivaux_2024h1.txt"
fi
