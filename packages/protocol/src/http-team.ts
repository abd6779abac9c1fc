import { z } from 'zod'

export const roles = ['owner', 'admin', 'editor', 'responder', 'viewer'] as const
export const Role = z.enum(roles)

const name = z.string().trim().min(1).max(100)
export const Password = z.string().min(10).max(128)
const email = z.email().max(254)

/** What the signed-in member may do, by area, so that the dashboard never repeats the permission table. */
export const Rights = z.object({
  claim: z.boolean(),
  manageBots: z.boolean(),
  manageNotifyEmails: z.boolean(),
  manageWebhooks: z.boolean(),
  manageApiKeys: z.boolean(),
  manageOutbox: z.boolean(),
  manageMembers: z.boolean(),
  manageTeam: z.boolean(),
  /** The roles that an API key of mine may have. */
  keyRoles: z.array(Role),
})

export const Me = z.object({
  member: z.object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: Role,
    /** An address on this server, or null. */
    avatarUrl: z.string().nullable(),
  }),
  team: z.object({ id: z.string(), name: z.string() }),
  can: Rights,
})

export const UpdateMe = z.strictObject({ name })

export const Member = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: Role,
  joinedAt: z.iso.datetime(),
  /** Conversations this member holds now. */
  holds: z.int(),
  online: z.boolean(),
  /** An address on this server, or null. */
  avatarUrl: z.string().nullable(),
  /** What the asking member may do about this one. */
  can: z.object({
    changeRole: z.boolean(),
    remove: z.boolean(),
    makeOwner: z.boolean(),
    /** True only where this member signs in with a second step. */
    resetTwoFactor: z.boolean(),
  }),
})
/** What each role may, from the one table that every route asks. */
export const RoleRights = z.object({ items: z.array(z.object({ role: Role, rights: z.array(z.string()) })) })
export const UpdateMember = z.strictObject({ role: Role })
export const UpdateTeam = z.strictObject({ name })
export const TransferOwnership = z.strictObject({ memberId: z.string() })
/** Deleting a team cannot be undone, so its name is asked for. */
export const DeleteTeam = z.strictObject({ name: z.string() })

/** Owners are made by transfer of ownership only. */
export const InvitedRole = z.enum(['admin', 'editor', 'responder', 'viewer'])
export const Invitation = z.object({
  id: z.string(),
  email: z.string(),
  role: Role,
  invitedBy: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
})
export const CreateInvitation = z.strictObject({ email, role: InvitedRole })
export const CreatedInvitation = Invitation.extend({ acceptUrl: z.string() })
/** What the accept page shows. */
export const InvitationDetails = z.object({
  email: z.string(),
  role: Role,
  teamName: z.string(),
  invitedBy: z.string(),
})
export const AcceptInvitation = z.strictObject({ name, password: Password })

/** First run: whoever follows the link that the terminal printed becomes the owner. */
export const SetUp = z.strictObject({ name, email, password: Password, teamName: name })

export const ApiKey = z.object({
  id: z.string(),
  name: z.string(),
  role: Role,
  /** The first characters, to tell keys apart. */
  prefix: z.string(),
  memberId: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
})
export const CreateApiKey = z.strictObject({ name, role: Role })
export const CreatedApiKey = ApiKey.extend({ key: z.string() })

export type Role = z.infer<typeof Role>
export type Rights = z.infer<typeof Rights>
export type Me = z.infer<typeof Me>
export type RoleRights = z.infer<typeof RoleRights>
export type Member = z.infer<typeof Member>
export type Invitation = z.infer<typeof Invitation>
export type CreatedInvitation = z.infer<typeof CreatedInvitation>
export type InvitationDetails = z.infer<typeof InvitationDetails>
export type ApiKey = z.infer<typeof ApiKey>
export type CreatedApiKey = z.infer<typeof CreatedApiKey>
