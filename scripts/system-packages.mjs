// The programs of the system that tests run against, and where Debian has them. Another program is another line.
// Plain JavaScript for Node 20, like everything that runs before the dependencies are there.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `names`: commands of which one must be there, or absolute paths; `tests`: what does not run without it. */
const needed = [
  {
    names: ['chromium', 'chromium-browser', 'google-chrome'],
    setting: 'CHROMIUM',
    package: 'chromium',
    tests: 'the browser tests',
  },
  { names: ['clamd'], package: 'clamav-daemon', tests: 'the tests against a real virus scanner' },
  {
    names: ['/usr/share/clamav-testfiles'],
    package: 'clamav-testfiles',
    tests: "the virus scanner's own collection of test files",
  },
  { names: ['zip'], package: 'zip', tests: 'the reading of archives that zip made' },
  {
    names: ['7z'],
    package: 'p7zip-full',
    tests: 'the virus scanner and 7z archives, and the reading of archives that 7z made',
  },
  { names: ['sftp'], package: 'openssh-client', tests: 'SFTP with the sftp command' },
  { names: ['scp'], package: 'openssh-client', tests: 'SFTP with the scp command' },
  { names: ['sshfs'], package: 'sshfs', tests: 'SFTP mounted with sshfs' },
  { names: ['rclone'], package: 'rclone', tests: 'SFTP with rclone' },
  { names: ['psftp'], package: 'putty-tools', tests: 'SFTP with PuTTY, which WinSCP and FileZilla are built on' },
  { names: ['lftp'], package: 'lftp', tests: 'SFTP with lftp' },
  { names: ['python3'], package: 'python3', tests: 'the programs that proofs/SPEC.md gives for checking by hand' },
  { names: ['openssl'], package: 'openssl', tests: 'the programs that proofs/SPEC.md gives for checking by hand' },
  { names: ['strace'], package: 'strace', tests: 'what the kernel is asked to do' },
];

/** Where services are started from, among the rest: not on the PATH of everybody. */
const folders = [...(process.env.PATH ?? '').split(':').filter(Boolean), '/usr/sbin', '/sbin'];

/**
 * The full path of a program, or undefined where the system has none.
 * @param name a command, or an absolute path
 */
export function findProgram(name) {
  const paths = name.startsWith('/') ? [name] : folders.map((folder) => join(folder, name));
  return paths.find((path) => existsSync(path));
}

function find({ names, setting }) {
  const set = setting && process.env[setting];
  return (set && existsSync(set) ? set : undefined) ?? names.map(findProgram).find(Boolean);
}

/**
 * Installs what is missing, where this process is root on a Debian; says in one line each what stays missing, since the
 * tests that need it do not run.
 * @returns the settings of programs whose path tests are told, `''` for a missing one
 */
export function provideSystemPackages(say) {
  const missing = needed.filter((program) => !find(program));
  if (missing.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const packages = [...new Set(missing.map((program) => program.package))];
    say(`Installing ${packages.join(', ')} for the tests …`);
    withoutStartingServices(() => install(packages));
  }
  for (const program of needed.filter((each) => !find(each))) {
    say(
      `Not run: ${program.tests} (there is no ${program.names[0]} here and this process may not install it; Debian has it in ${program.package}).`,
    );
  }
  return Object.fromEntries(
    needed.filter(({ setting }) => setting).map((program) => [program.setting, find(program) ?? '']),
  );
}

function install(packages) {
  const options = ['install', '-y', '-qq', '--no-install-recommends'];
  apt('update', '-qq');
  if (apt(...options, ...packages) === 0) return;
  // One name that this release does not know keeps all others out.
  for (const name of packages) apt(...options, name);
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { stdio: 'ignore', env }).status;
}

/** A package may bring a service (clamav-daemon, freshclam); tests start their own and want no other beside it. */
function withoutStartingServices(work) {
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) return work();
  // The answer 101 is "action forbidden by policy" (Debian Policy Manual, invoke-rc.d).
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return work();
  } finally {
    rmSync(policy, { force: true });
  }
}
