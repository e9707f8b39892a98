import { postJson, signIn } from './api.ts';
import { mailedLink } from './mailed-link.ts';
import type { RunningServer } from './start-server.ts';

const agent = { email: 'support@musterhaus.example', password: 'sieben grüne Kanus im Hafen' };

/** A member of staff who is no owner: invited, and joined by the link in the mail. */
export async function inviteAgent(server: RunningServer): Promise<typeof agent> {
  const owner = await signIn(server.url, (await server.demo()).owner);
  const invitation = await postJson(
    `${server.url}/api/team/invitations`,
    { email: agent.email, role: 'agent' },
    { ...owner, origin: server.url },
  );
  if (!invitation.ok) throw new Error(`${invitation.status} ${await invitation.text()}`);
  const token = (await mailedLink(server.dataDir, '/einladung')).split('#')[1] ?? '';
  const joined = await postJson(
    `${server.url}/api/invitations/accept`,
    { token, name: 'Support', password: agent.password },
    { origin: server.url },
  );
  if (!joined.ok) throw new Error(`${joined.status} ${await joined.text()}`);
  return agent;
}
