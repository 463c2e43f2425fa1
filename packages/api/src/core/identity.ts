/** A person as the identity provider knows them. */
export interface Profile {
  /** The verified address that they sign in with; null: there is none. */
  email: string | null;
  /** Their other verified addresses. */
  otherEmails?: readonly string[];
  name: string;
}

/** Who people are. */
export interface Identity {
  /** @throws {AppError} UNAUTHENTICATED when there is no such account */
  getProfile(clerkUserId: string): Promise<Profile>;
  /**
   * Deletes the account of a person who asks for it; one that does not exist is deleted. Without it, only
   * what is kept here is erased, and the person can come back with the same account.
   */
  deleteAccount?(clerkUserId: string): Promise<void>;
}
