import type { FastifyReply, FastifyRequest } from 'fastify';

import { shortenedAddress } from './client-address.ts';
import { describeDevice } from './describe-device.ts';

/** Scripts cannot read it, other sites' pages do not send it, and it goes when the browser does. */
function cookieOptions(name: string) {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: name.startsWith('__Host-') } as const;
}

export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.setCookie(request.server.cookieName, token, cookieOptions(request.server.cookieName));
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(request.server.cookieName, cookieOptions(request.server.cookieName));
}

/** Device and shortened network of a request, as the list of sessions shows them. */
export function originOf(request: FastifyRequest): { device: string; network: string } {
  return { device: describeDevice(request.headers['user-agent']), network: shortenedAddress(request.ip) };
}
