// node build.js data.json template.docx report.docx
const fs = require("fs");
const PizZip = require("pizzip");
const Docxtemplater = require("docxtemplater");

const [data, template, target] = process.argv.slice(2);
const word = new Docxtemplater(new PizZip(fs.readFileSync(template)));
word.render(JSON.parse(fs.readFileSync(data, "utf-8")));
fs.writeFileSync(target, word.toBuffer({ compression: "DEFLATE" }));
