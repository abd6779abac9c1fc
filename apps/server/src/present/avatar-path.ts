/** Where a member's picture is on this server. It is another address for every picture, so it may be kept for ever. */
export const avatarPath = (memberId: string, version: string): string => `/avatars/${memberId}/${version}`
