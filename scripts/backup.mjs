// npm run backup, npm run restore, npm run backup:check: the dependencies if need be, then the command on Node 24.
import { join } from 'node:path';

import { installDependencies, node24, root, run } from './prepare.mjs';

installDependencies();
const command = join(root, 'server', 'src', 'backup', 'main.ts');
run(node24(), ['--disable-warning=ExperimentalWarning', command, ...process.argv.slice(2)], process.cwd());
