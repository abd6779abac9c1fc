import type { KeptMail, KeptMailDetail, OutboxJob, OutboxJobStatus, OutboxState, Page } from '@baton/protocol'
import { get, post, withQuery } from './request.ts'

const base = '/api/v1/outbox'

export const getOutbox = (): Promise<OutboxState> => get(base)
export const listJobs = (status: OutboxJobStatus, cursor: string | undefined): Promise<Page<OutboxJob>> =>
  get(withQuery(`${base}/jobs`, { status, cursor }))
export const retryJob = (id: string): Promise<void> => post(`${base}/jobs/${encodeURIComponent(id)}/retry`)
export const listKeptMails = (cursor: string | undefined): Promise<Page<KeptMail>> =>
  get(withQuery(`${base}/mails`, { cursor }))
export const getKeptMail = (id: string): Promise<KeptMailDetail> => get(`${base}/mails/${encodeURIComponent(id)}`)
