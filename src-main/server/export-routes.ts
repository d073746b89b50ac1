import type { FastifyInstance } from 'fastify';
import type { HubPort } from '#main/hub/hub-port.ts';

/** The results as CSV, for the panel's downloads and save dialog. */
export function exportRoutes(_app: FastifyInstance, _hub: HubPort): void {}
