/** Writes docs/assessment.schema.json from the schema that the program itself reads reports by. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportJsonSchema } from '../src/assess/report/schema.ts';
import { projectRoot } from './lib/project.mjs';

const path = join(projectRoot, 'docs', 'assessment.schema.json');
writeFileSync(path, `${JSON.stringify(reportJsonSchema(), null, 2)}\n`);
console.log(`${path} written`);
