//! What TypeScript is told about the plain objects that [`data`](crate::data) makes.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = r#"
/** The edition of the rules that a session plays by: the page of December 2020. */
export type Edition = "2020";

/** A command and what came of it. A refused command is an outcome like any other. */
export interface Outcome {
  /** As it was written, variables not filled in. */
  readonly line: string;
  readonly stdout: string;
  readonly stderr: string;
  /** 0; 254 when a service refused, 252 for a line the CLI turns down, as at AWS. */
  readonly exitCode: number;
  /** The rule of the source document behind a refusal: "L08". */
  readonly rule?: string;
  /** The error code of a refusal: "KMSKeyNotAccessibleFault". */
  readonly code?: string;
  /** SHA-256 over all commands and answers up to this one, 64 hex digits. */
  readonly digest: string;
}

/** An outcome with its place in the session's timeline. */
export interface Entry extends Outcome {
  /** Its number, from 1. */
  readonly id: number;
  /** The entry before it; 0 is the beginning. Two entries with one parent are a fork. */
  readonly parent: number;
}

/** What can stand at a cursor. */
export interface Completions {
  /** Where the word begins that a candidate replaces. */
  readonly start: number;
  readonly candidates: readonly { readonly text: string; readonly about: string }[];
}

/** A record as CloudTrail writes it. */
export interface CloudTrailRecord {
  readonly eventVersion: string;
  readonly userIdentity: {
    readonly type: string;
    readonly arn?: string;
    readonly accountId?: string;
    readonly userName?: string;
    readonly invokedBy?: string;
  };
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters: Readonly<Record<string, unknown>> | null;
  readonly responseElements: Readonly<Record<string, unknown>> | null;
  readonly requestID: string;
  readonly eventID: string;
  readonly readOnly: boolean;
  readonly resources?: readonly { readonly accountId: string; readonly type: string; readonly ARN: string }[];
  readonly eventType: "AwsApiCall" | "AwsServiceEvent";
  readonly recipientAccountId: string;
  readonly [member: string]: unknown;
}
"#;
