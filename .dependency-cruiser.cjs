// The arrows of the house (docs/decisions/0002): main → app → doors and rooms → access → engine rooms → shared floor → sealing, proofs.
const doors = 'http|sftp|smtp|webdav';
const rooms = 'firms|accounts|customers|uploads|files|dropoffs|privacy|announcements';
const engine = 'scanning|retention|evidence|notifications';
const floor = 'storage|keys|db|jobs|mail';
const tests = '\\.test\\.ts$|/testing/';

module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    {
      name: 'floor-imports-no-room',
      severity: 'error',
      from: { path: `^server/src/(${floor})/`, pathNot: tests },
      to: { path: `^server/src/(${doors}|${rooms}|${engine}|access)/|^server/src/(app|main)\\.ts$` },
    },
    {
      name: 'engine-imports-no-capability',
      severity: 'error',
      from: { path: `^server/src/(${engine})/`, pathNot: tests },
      to: { path: `^server/src/(${doors}|${rooms}|access)/|^server/src/(app|main)\\.ts$` },
    },
    {
      name: 'access-imports-no-room-or-door',
      severity: 'error',
      from: { path: '^server/src/access/', pathNot: tests },
      to: { path: `^server/src/(${doors}|${rooms})/|^server/src/(app|main)\\.ts$` },
    },
    {
      name: 'nobody-imports-app',
      severity: 'error',
      from: { path: '^server/src/', pathNot: `^server/src/(main|app)\\.ts$|${tests}` },
      to: { path: '^server/src/(app|main)\\.ts$' },
    },
    {
      name: 'queries-stay-in-their-room',
      severity: 'error',
      from: { path: '^server/src/([^/]+)/', pathNot: tests },
      to: { path: '^server/src/[^/]+/.*\\.queries\\.ts$', pathNot: '^server/src/$1/' },
    },
    {
      name: 'fastify-only-in-routes-and-http',
      severity: 'error',
      from: { path: '^server/src/', pathNot: `^server/src/http/|\\.routes\\.ts$|${tests}` },
      to: { path: 'node_modules/(fastify|@fastify)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'routes-only-from-http-or-app',
      severity: 'error',
      from: { path: '^server/src/', pathNot: `^server/src/(app\\.ts|http/)|${tests}` },
      to: { path: '\\.routes\\.ts$' },
    },
    {
      name: 'disk-only-in-storage-keys-and-the-database-starter',
      severity: 'error',
      from: {
        path: '^server/src/',
        pathNot: `^server/src/(storage|keys|db|mail|http)/|^server/src/(main|config|app|demo)\\.ts$|${tests}`,
      },
      to: { path: '^(node:)?fs(/promises)?$' },
    },
    {
      name: 'server-internals-stay-inside',
      severity: 'error',
      from: { path: '^(web|client|cli|e2e|sealing|proofs)/' },
      to: { path: '^server/src/' },
    },
    {
      name: 'sealing-and-proofs-do-no-io',
      severity: 'error',
      from: { path: '^(sealing|proofs)/src/', pathNot: '\\.test\\.ts$' },
      to: { path: ['^(node:)?fs(/promises)?$', '^(node:)?(net|http|https|child_process|worker_threads)$'] },
    },
    {
      name: 'sealing-and-proofs-stand-alone',
      severity: 'error',
      from: { path: '^(sealing|proofs)/src/' },
      to: { path: '^(server|web|client|cli|e2e|bench)/' },
    },
    { name: 'no-orphan-dependency', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
    },
  },
};
