// What the library reaches by itself: one file of zeros, answered from memory, the same ciphers, nothing checked.
// Says its port as a line. Run: node zeros-server.ts <bytes> <host key file>
import { readFileSync } from 'node:fs';

import ssh2 from 'ssh2';

const size = Number(process.argv[2]);
const zeros = Buffer.alloc(256 * 1024);
const attributes = { mode: 0o100444, uid: 0, gid: 0, size, atime: 0, mtime: 0 };
const { OK, EOF } = ssh2.utils.sftp.STATUS_CODE;
const handle = Buffer.from('1');

const server = new ssh2.Server(
  {
    hostKeys: [readFileSync(process.argv[3] ?? '')],
    algorithms: { cipher: ['aes256-gcm@openssh.com', 'aes128-gcm@openssh.com'], compress: ['none'] },
  },
  (client) => {
    client.on('error', () => undefined);
    client.on('authentication', (context) => context.accept());
    client.on('session', (accept) => {
      accept().on('sftp', (acceptSftp) => {
        const sftp = acceptSftp();
        sftp.on('REALPATH', (id) => sftp.name(id, [{ filename: '/', longname: '/', attrs: attributes }]));
        sftp.on('STAT', (id) => sftp.attrs(id, attributes));
        sftp.on('LSTAT', (id) => sftp.attrs(id, attributes));
        sftp.on('FSTAT', (id) => sftp.attrs(id, attributes));
        sftp.on('OPEN', (id) => sftp.handle(id, handle));
        sftp.on('CLOSE', (id) => sftp.status(id, OK));
        sftp.on('READ', (id, _handle, offset, length) => {
          const wanted = Math.min(length, zeros.length, size - offset);
          if (wanted <= 0) sftp.status(id, EOF);
          else sftp.data(id, zeros.subarray(0, wanted));
        });
        sftp.on('end', () => sftp.end());
      });
    });
  },
);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(typeof address === 'object' ? address?.port : address);
});
