export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  __InternalSupabase: {
    PostgrestVersion: "12"
  }
  public: {
    Tables: {
      BookingCalRefs: {
        Row: {
          bookingUlid: string
          calBookingUid: string
          createdAt: string
        }
        Insert: {
          bookingUlid: string
          calBookingUid: string
          createdAt?: string
        }
        Update: {
          bookingUlid?: string
          calBookingUid?: string
          createdAt?: string
        }
        Relationships: [
          {
            foreignKeyName: "BookingCalRefs_bookingUlid_fkey"
            columns: ["bookingUlid"]
            isOneToOne: false
            referencedRelation: "Bookings"
            referencedColumns: ["ulid"]
          },
        ]
      }
      BookingEvents: {
        Row: {
          actorRole: string | null
          actorUserUlid: string | null
          attemptUlid: string | null
          bookingUlid: string
          cause: string
          createdAt: string
          fromCalUid: string
          fromEndTime: string
          fromStartTime: string
          reason: string | null
          toCalUid: string
          toEndTime: string
          toStartTime: string
          version: number
        }
        Insert: {
          actorRole?: string | null
          actorUserUlid?: string | null
          attemptUlid?: string | null
          bookingUlid: string
          cause: string
          createdAt?: string
          fromCalUid: string
          fromEndTime: string
          fromStartTime: string
          reason?: string | null
          toCalUid: string
          toEndTime: string
          toStartTime: string
          version: number
        }
        Update: {
          actorRole?: string | null
          actorUserUlid?: string | null
          attemptUlid?: string | null
          bookingUlid?: string
          cause?: string
          createdAt?: string
          fromCalUid?: string
          fromEndTime?: string
          fromStartTime?: string
          reason?: string | null
          toCalUid?: string
          toEndTime?: string
          toStartTime?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: "BookingEvents_actorUserUlid_fkey"
            columns: ["actorUserUlid"]
            isOneToOne: false
            referencedRelation: "User"
            referencedColumns: ["ulid"]
          },
          {
            foreignKeyName: "BookingEvents_attemptUlid_fkey"
            columns: ["attemptUlid"]
            isOneToOne: true
            referencedRelation: "RescheduleAttempts"
            referencedColumns: ["ulid"]
          },
          {
            foreignKeyName: "BookingEvents_bookingUlid_fkey"
            columns: ["bookingUlid"]
            isOneToOne: false
            referencedRelation: "Bookings"
            referencedColumns: ["ulid"]
          },
        ]
      }
      Bookings: {
        Row: {
          calBookingId: string
          coachUserUlid: string
          createdAt: string
          durationMinutes: number
          endTime: string
          eventTypeId: number
          menteeUserUlid: string
          startTime: string
          status: string
          title: string
          ulid: string
          updatedAt: string
          upstreamChanged: boolean
          version: number
        }
        Insert: {
          calBookingId: string
          coachUserUlid: string
          createdAt?: string
          durationMinutes: number
          endTime: string
          eventTypeId: number
          menteeUserUlid: string
          startTime: string
          status?: string
          title: string
          ulid: string
          updatedAt?: string
          upstreamChanged?: boolean
          version?: number
        }
        Update: {
          calBookingId?: string
          coachUserUlid?: string
          createdAt?: string
          durationMinutes?: number
          endTime?: string
          eventTypeId?: number
          menteeUserUlid?: string
          startTime?: string
          status?: string
          title?: string
          ulid?: string
          updatedAt?: string
          upstreamChanged?: boolean
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: "Bookings_coachUserUlid_fkey"
            columns: ["coachUserUlid"]
            isOneToOne: false
            referencedRelation: "User"
            referencedColumns: ["ulid"]
          },
          {
            foreignKeyName: "Bookings_menteeUserUlid_fkey"
            columns: ["menteeUserUlid"]
            isOneToOne: false
            referencedRelation: "User"
            referencedColumns: ["ulid"]
          },
        ]
      }
      CalIntegrations: {
        Row: {
          calEmail: string | null
          calUserId: number | null
          calUsername: string | null
          connectedAt: string
          createdAt: string
          generation: number
          keyId: string | null
          kind: string
          provenAt: string
          sealedToken: string | null
          status: string
          ulid: string
          updatedAt: string
          userUlid: string
        }
        Insert: {
          calEmail?: string | null
          calUserId?: number | null
          calUsername?: string | null
          connectedAt?: string
          createdAt?: string
          generation?: number
          keyId?: string | null
          kind: string
          provenAt?: string
          sealedToken?: string | null
          status: string
          ulid: string
          updatedAt?: string
          userUlid: string
        }
        Update: {
          calEmail?: string | null
          calUserId?: number | null
          calUsername?: string | null
          connectedAt?: string
          createdAt?: string
          generation?: number
          keyId?: string | null
          kind?: string
          provenAt?: string
          sealedToken?: string | null
          status?: string
          ulid?: string
          updatedAt?: string
          userUlid?: string
        }
        Relationships: [
          {
            foreignKeyName: "CalIntegrations_userUlid_fkey"
            columns: ["userUlid"]
            isOneToOne: true
            referencedRelation: "User"
            referencedColumns: ["ulid"]
          },
        ]
      }
      Notifications: {
        Row: {
          actorRole: string | null
          actorUserUlid: string | null
          bookingUlid: string
          conflictOverridden: boolean
          createdAt: string
          kind: string
          newEndTime: string
          newStartTime: string
          oldEndTime: string
          oldStartTime: string
          readAt: string | null
          reason: string | null
          ulid: string
          updatedAt: string
          userUlid: string
          version: number
        }
        Insert: {
          actorRole?: string | null
          actorUserUlid?: string | null
          bookingUlid: string
          conflictOverridden?: boolean
          createdAt?: string
          kind: string
          newEndTime: string
          newStartTime: string
          oldEndTime: string
          oldStartTime: string
          readAt?: string | null
          reason?: string | null
          ulid: string
          updatedAt?: string
          userUlid: string
          version: number
        }
        Update: {
          actorRole?: string | null
          actorUserUlid?: string | null
          bookingUlid?: string
          conflictOverridden?: boolean
          createdAt?: string
          kind?: string
          newEndTime?: string
          newStartTime?: string
          oldEndTime?: string
          oldStartTime?: string
          readAt?: string | null
          reason?: string | null
          ulid?: string
          updatedAt?: string
          userUlid?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: "Notifications_actorUserUlid_fkey"
            columns: ["actorUserUlid"]
            isOneToOne: false
            referencedRelation: "User"
            referencedColumns: ["ulid"]
          },
          {
            foreignKeyName: "Notifications_bookingUlid_fkey"
            columns: ["bookingUlid"]
            isOneToOne: false
            referencedRelation: "Bookings"
            referencedColumns: ["ulid"]
          },
          {
            foreignKeyName: "Notifications_userUlid_fkey"
            columns: ["userUlid"]
            isOneToOne: false
            referencedRelation: "User"
            referencedColumns: ["ulid"]
          },
        ]
      }
      Outbox: {
        Row: {
          availableAt: string
          createdAt: string
          deadAt: string | null
          dedupeKey: string
          doneAt: string | null
          fence: number
          lastError: string | null
          leaseUntil: string | null
          payload: Json
          topic: string
          tries: number
          ulid: string
          updatedAt: string
        }
        Insert: {
          availableAt?: string
          createdAt?: string
          deadAt?: string | null
          dedupeKey: string
          doneAt?: string | null
          fence?: number
          lastError?: string | null
          leaseUntil?: string | null
          payload: Json
          topic: string
          tries?: number
          ulid: string
          updatedAt?: string
        }
        Update: {
          availableAt?: string
          createdAt?: string
          deadAt?: string | null
          dedupeKey?: string
          doneAt?: string | null
          fence?: number
          lastError?: string | null
          leaseUntil?: string | null
          payload?: Json
          topic?: string
          tries?: number
          ulid?: string
          updatedAt?: string
        }
        Relationships: [
        ]
      }
      RescheduleAttempts: {
        Row: {
          actorRole: string
          actorUserUlid: string
          answered: boolean
          appliedVersion: number | null
          baseVersion: number
          bookingUlid: string
          coachUserUlid: string
          createdAt: string
          errorCode: string | null
          fence: number
          fromCalUid: string
          fromEndTime: string
          fromStartTime: string
          leaseUntil: string
          newCalUid: string | null
          nextRunAt: string
          overrideConflict: boolean
          reason: string | null
          requestHash: string
          sentAt: string | null
          state: string
          toEndTime: string
          toStartTime: string
          tries: number
          ulid: string
          updatedAt: string
        }
        Insert: {
          actorRole: string
          actorUserUlid: string
          answered?: boolean
          appliedVersion?: number | null
          baseVersion: number
          bookingUlid: string
          coachUserUlid: string
          createdAt?: string
          errorCode?: string | null
          fence?: number
          fromCalUid: string
          fromEndTime: string
          fromStartTime: string
          leaseUntil: string
          newCalUid?: string | null
          nextRunAt: string
          overrideConflict?: boolean
          reason?: string | null
          requestHash: string
          sentAt?: string | null
          state?: string
          toEndTime: string
          toStartTime: string
          tries?: number
          ulid: string
          updatedAt?: string
        }
        Update: {
          actorRole?: string
          actorUserUlid?: string
          answered?: boolean
          appliedVersion?: number | null
          baseVersion?: number
          bookingUlid?: string
          coachUserUlid?: string
          createdAt?: string
          errorCode?: string | null
          fence?: number
          fromCalUid?: string
          fromEndTime?: string
          fromStartTime?: string
          leaseUntil?: string
          newCalUid?: string | null
          nextRunAt?: string
          overrideConflict?: boolean
          reason?: string | null
          requestHash?: string
          sentAt?: string | null
          state?: string
          toEndTime?: string
          toStartTime?: string
          tries?: number
          ulid?: string
          updatedAt?: string
        }
        Relationships: [
          {
            foreignKeyName: "RescheduleAttempts_actorUserUlid_fkey"
            columns: ["actorUserUlid"]
            isOneToOne: false
            referencedRelation: "User"
            referencedColumns: ["ulid"]
          },
          {
            foreignKeyName: "RescheduleAttempts_bookingUlid_fkey"
            columns: ["bookingUlid"]
            isOneToOne: false
            referencedRelation: "Bookings"
            referencedColumns: ["ulid"]
          },
          {
            foreignKeyName: "RescheduleAttempts_coachUserUlid_fkey"
            columns: ["coachUserUlid"]
            isOneToOne: false
            referencedRelation: "User"
            referencedColumns: ["ulid"]
          },
        ]
      }
      User: {
        Row: {
          clerkUserId: string
          createdAt: string
          email: string
          name: string
          timeZone: string
          ulid: string
          updatedAt: string
        }
        Insert: {
          clerkUserId: string
          createdAt?: string
          email: string
          name: string
          timeZone?: string
          ulid: string
          updatedAt?: string
        }
        Update: {
          clerkUserId?: string
          createdAt?: string
          email?: string
          name?: string
          timeZone?: string
          ulid?: string
          updatedAt?: string
        }
        Relationships: [
        ]
      }
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
      booking_set_upstream_status: {
        Args: {
          p_cal_uid: string
          p_status: string
          p_new_ulids: string[]
        }
        Returns: Json
      }
      cal_integration_disconnect: {
        Args: {
          p_user_ulid: string
        }
        Returns: boolean
      }
      cal_integration_mark_needs_reconnect: {
        Args: {
          p_user_ulid: string
          p_generation: number
        }
        Returns: boolean
      }
      cal_integration_mark_proven: {
        Args: {
          p_user_ulid: string
          p_generation: number
        }
        Returns: boolean
      }
      cal_integration_save: {
        Args: {
          p_ulid: string
          p_user_ulid: string
          p_kind: string
          p_sealed_token: string
          p_key_id: string
          p_cal_user_id: number
          p_cal_username: string | null
          p_cal_email: string | null
        }
        Returns: Database["public"]["Tables"]["CalIntegrations"]["Row"][]
      }
      current_user_ulid: {
        Args: Record<PropertyKey, never>
        Returns: string
      }
      outbox_bury: {
        Args: {
          p_ulid: string
          p_fence: number
          p_error: string
        }
        Returns: boolean
      }
      outbox_claim: {
        Args: {
          p_limit: number
          p_lease_ms: number
        }
        Returns: Database["public"]["Tables"]["Outbox"]["Row"][]
      }
      outbox_done: {
        Args: {
          p_ulid: string
          p_fence: number
        }
        Returns: boolean
      }
      outbox_retry: {
        Args: {
          p_ulid: string
          p_fence: number
          p_delay_ms: number
          p_error: string
        }
        Returns: boolean
      }
      reschedule_apply: {
        Args: {
          p_from_cal_uid: string
          p_to_cal_uid: string
          p_start_time: string
          p_end_time: string
          p_upstream_status: string
          p_duration_minutes: number | null
          p_cause: string
          p_new_ulids: string[]
        }
        Returns: Json
      }
      reschedule_begin: {
        Args: {
          p_attempt_ulid: string
          p_booking_ulid: string
          p_actor_user_ulid: string
          p_request_hash: string
          p_expected_version: number
          p_to_start_time: string
          p_to_end_time: string
          p_reason: string | null
          p_override_conflict: boolean
          p_lease_ms: number
        }
        Returns: Json
      }
      reschedule_claim_due: {
        Args: {
          p_limit: number
          p_lease_ms: number
        }
        Returns: Database["public"]["Tables"]["RescheduleAttempts"]["Row"][]
      }
      reschedule_fail: {
        Args: {
          p_attempt_ulid: string
          p_fence: number
          p_state: string
          p_error_code: string
          p_answered: boolean | null
          p_retry_in_ms: number | null
        }
        Returns: Database["public"]["Tables"]["RescheduleAttempts"]["Row"][]
      }
      reschedule_mark_sending: {
        Args: {
          p_attempt_ulid: string
          p_fence: number
          p_lease_ms: number
          p_person_per_minute: number
          p_person_per_day: number
          p_booking_per_day: number
        }
        Returns: Json
      }
    }
    Enums: {
      [_ in never]: never
    }
    CompositeTypes: {
      [_ in never]: never
    }
  }
}
