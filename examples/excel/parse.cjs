// Parses facts.pq as Excel would, with Microsoft's own parser of the Power Query language; nothing outside of Excel and
// Power BI runs it.
//
//     npm install @microsoft/powerquery-parser && node examples/excel/parse.cjs examples/excel/facts.pq

const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
// The parser is looked for where the command is given.
const { DefaultSettings, TaskUtils } = createRequire(`${process.cwd()}/`)("@microsoft/powerquery-parser");

async function main(file) {
    const task = await TaskUtils.tryLexParse(DefaultSettings, readFileSync(file, "utf8"));
    if (!TaskUtils.isParseStageOk(task)) {
        throw new Error(`${file}: ${task.error?.message ?? task.stage}`);
    }
    console.log(`${file} parses`);
}

main(process.argv[2]).catch((error) => {
    console.error(error.message);
    process.exit(1);
});
