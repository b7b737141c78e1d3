//! What stands below the arguments of each command in its help.

pub(super) const EXAMPLES: &str = "\
Examples:
  crossfoot convert q2.pdf -o out                   one release
  crossfoot convert releases -o out                 every .pdf, .htm, .txt and .md file in a folder
  curl -s https://example.com/q2.pdf | crossfoot convert - -o out
  crossfoot show q2.pdf                             look at the statements in the terminal
  crossfoot show q2.pdf --statement balance_sheet | less -S
  crossfoot debug q2.pdf --page 4 > page4.svg       see a page as crossfoot sees it
  crossfoot diff golden out                         what changed since figures were last looked at
  crossfoot stack out -o series.csv                 one company's figures over many releases
  crossfoot measures out -o measures.csv            revenue, income and earnings per share of many companies";

pub(super) const CONVERT_EXAMPLES: &str = "\
Writes OUT/<release>/<statement>.csv, OUT/<release>/facts.csv, OUT/<release>/release.json and OUT/summary.csv.

A second run into the same folder does only what has changed: other input, other options, another version of the \
program, or --force; an input that failed is not tried again either, unless what failed may pass by itself. A run that was \
interrupted is gone on with by the same command.

A release is named by its file; files of one name are told apart by their folders or extensions: acme~q2, q2~txt. A folder \
of an input that is not among these stays and is told at the end, unless --prune takes it away.

Each input is read in a worker process that --timeout and --max-memory hold to its limits, so that a file that \
cannot be read harms no other. --max-memory has effect on Linux only; it counts all that the process maps.

Exit status: 0 when every input could be read (all of it, or part: the summary says which), 1 when any failed, \
2 for wrong usage, 130 when interrupted.

Examples:
  crossfoot convert q1.pdf q2.pdf -o out
  crossfoot convert releases -o out --combine       also all figures in OUT/facts.csv
  crossfoot convert releases -o out --jobs 4 --timeout 2m --max-memory 1GiB
  crossfoot convert releases -o out --quiet && echo all read
  crossfoot convert q2.pdf -o out --format csv,xlsx
  crossfoot convert locked.pdf -o out --password-file secret.txt";

pub(super) const SHOW_EXAMPLES: &str = "\
Examples:
  crossfoot show q2.pdf
  crossfoot show q2.pdf --statement income_statement
  crossfoot show q2.pdf --width 200 | less -S
  pdftotext -layout q2.pdf - | crossfoot show -";

pub(super) const CHECK_EXAMPLES: &str = "\
Prints, for each statement, how much of it is proved and how its figures are rounded; then what does not agree: each \
relation that is broken with its figures, the difference and the page, the figures that are to blame and the values \
proposed for them, and lines that add up to nothing; and what bears out or contradicts the scale. Proved is a figure whose digits \
arithmetic bears out and whose unit, scale and period are told.

--todo lists what a person must look at, of all inputs together: figures of primary statements of which nothing tells the unit, \
the scale or the period, or something contradicts it; suspects; and figures of primary statements that no arithmetic speaks of. \
Its exit status is 0 when there is nothing to look at.

Exit status: 0 when nothing is broken or suspect, 1 when something is or an input failed, 2 for wrong usage. Values that \
--repair has put right, and sums that are only off by rounding, do not count.

Examples:
  crossfoot check q2.pdf
  crossfoot check q2.pdf --all | less
  crossfoot check releases --todo                   what to look at, worst first
  crossfoot check releases --format json > checks.json
  crossfoot check scanned.txt --repair";

pub(super) const DEBUG_EXAMPLES: &str = "\
Examples:
  crossfoot debug q2.pdf --page 4 > page4.svg
  crossfoot debug q2.pdf --page 4 -o page4.svg";

pub(super) const DIFF_EXAMPLES: &str = "\
A figure is one of: added, gone, or changed in its value, unit, period, name (label or heading) or place (statement, section or \
order: moved). Statements, rows and columns are paired by what they say, not by number, so one new row is one difference.

Exit status: 0 when nothing differs, 1 when something does, 2 for wrong usage or an output that cannot be read.

Examples:
  crossfoot diff golden out                         two folders of releases
  crossfoot diff golden/q2 out/q2                   two releases
  crossfoot diff golden out --tolerance 0.5%
  crossfoot diff golden out --format json | jq .counts";

pub(super) const STACK_EXAMPLES: &str = "\
Writes one row per line item and one column per period, in full units. Line items are matched by section and label; an item that \
changed its name is joined where both releases print the same figures, where the names differ only in what follows the figures \
(income, income (loss)), or where both are the only line of one standard concept. A restated figure has its newest value in the period's column and both values with their releases in the \
column restated; formerly has other names of the item, outlook the figures that were only expected.

Releases that cannot be of one company are refused: they share neither figures nor line items.

Examples:
  crossfoot stack out -o series.csv
  crossfoot stack out -o series.csv --sources sources.csv    where each figure stands, and what arithmetic says of it
  crossfoot stack out/q1 out/q2 out/q3 -o series.csv --restated restated.csv";

pub(super) const MEASURES_EXAMPLE: &str = "crossfoot measures out -o measures.csv";

pub(super) const MEASURES_EXAMPLES: &str = "\
Writes one row per company and period: company, release, period_end, duration and currency, then a column per measure in full units. \
A company that its release does not tell is called as the release. Of several figures of one measure those of the primary \
statements come first, then total revenue before net sales; where they do not agree, or arithmetic speaks against them, the value \
is empty, and the last column, unclear, lists them. Measures are those of crossfoot concepts; all stands for all of them.

The latest period is the last one that the release reports on: the quarter where the income statement has one, else the half or the \
year. What is told of a longer time only, as cash flows of the year to date, has a row of its own.

Exit status: 0 when the table is written, 1 when an output cannot be read, 2 for wrong usage or a name that is no measure.

Examples:
  crossfoot measures out -o measures.csv
  crossfoot measures out --concepts revenue,net_income,total_assets --period all
  crossfoot measures out --sources -o measures.csv           where each value stands, and what is printed there
  crossfoot measures out --format json | jq '.[].measures'";

pub(super) const CONCEPTS_EXAMPLES: &str = "\
Lists, as CSV, each concept with the short name of its measure, the statements that print it, what it counts, and the patterns of its \
labels: [can be left out], (one|of|several), * for any words.

--explain shows what a label can be in a kind of statement, and what speaks for each in half bits. In a statement the lines around \
it have their say, too: the headings, the totals, the columns, the units, the sums.

Examples:
  crossfoot concepts | grep deposits
  crossfoot concepts --format json | jq '.[] | select(.measure == \"net_income\")'
  crossfoot concepts --explain 'Net (loss) earnings' --statement income_statement";

pub(super) const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  crossfoot completions bash > ~/.local/share/bash-completion/completions/crossfoot
  crossfoot completions zsh > ~/.zfunc/_crossfoot
  crossfoot completions fish > ~/.config/fish/completions/crossfoot.fish";
