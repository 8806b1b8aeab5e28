package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * Sun RPC by a call: version 2, a program of the assigned or transient numbers, a version and
 * procedure that are small, and a credential of a known kind (RFC 5531, sections 8 and 9); over TCP
 * behind a record mark of a last fragment (section 11). Calls to NFS and its access lists (RFC
 * 1813) are {@code nfs}, all others {@code sunrpc}. Answers name no program and are left out.
 */
final class SunRpcIdentifier implements ProtocolIdentifier {
  private static final Identification ANY = Identification.ofService("sunrpc");
  private static final Identification NFS = Identification.ofService("nfs");
  private static final int MARK_LENGTH = 4;
  private static final int LAST_FRAGMENT = 0x80;
  private static final int MESSAGE_TYPE = 4;
  private static final int VERSION = 8;
  private static final int PROGRAM = 12;
  private static final int PROGRAM_VERSION = 16;
  private static final int PROCEDURE = 20;
  private static final int CREDENTIAL = 24;
  private static final int CREDENTIAL_LENGTH = 28;
  private static final int LEAST_LENGTH = 40;
  private static final long RPC_VERSION = 2;
  private static final long FIRST_PROGRAM = 100_000;
  private static final long LAST_PROGRAM = 0x5fff_ffffL;
  private static final long NFS_PROGRAM = 100_003;
  private static final long NFS_LISTS_PROGRAM = 100_227;
  private static final long MAX_PROGRAM_VERSION = 10;
  private static final long MAX_PROCEDURE = 255;
  private static final long MAX_CREDENTIAL_LENGTH = 400;

  private final int from;

  private SunRpcIdentifier(int from) {
    this.from = from;
  }

  static SunRpcIdentifier overUdp() {
    return new SunRpcIdentifier(0);
  }

  static SunRpcIdentifier overTcp() {
    return new SunRpcIdentifier(MARK_LENGTH);
  }

  @Override
  public boolean mayBegin(int first) {
    return from == 0 || first == LAST_FRAGMENT;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    if (!isCall(payload) || (from > 0 && !isMark(payload))) {
      return null;
    }
    long program = payload.u32(from + PROGRAM);
    return program == NFS_PROGRAM || program == NFS_LISTS_PROGRAM ? NFS : ANY;
  }

  /** A fragment below 16 MiB, no shorter than a call. */
  private static boolean isMark(Payload payload) {
    return payload.u8(0) == LAST_FRAGMENT && (payload.u32(0) & 0xff_ffff) >= LEAST_LENGTH;
  }

  private boolean isCall(Payload payload) {
    return payload.u32(from + MESSAGE_TYPE) == 0
        && payload.u32(from + VERSION) == RPC_VERSION
        && isWithin(payload.u32(from + PROGRAM), FIRST_PROGRAM, LAST_PROGRAM)
        && isWithin(payload.u32(from + PROGRAM_VERSION), 1, MAX_PROGRAM_VERSION)
        && isWithin(payload.u32(from + PROCEDURE), 0, MAX_PROCEDURE)
        && isCredential(payload)
        && payload.u8(from + LEAST_LENGTH - 1) >= 0;
  }

  /** None, of a system, short, of Diffie and Hellman, or of GSS. */
  private boolean isCredential(Payload payload) {
    long kind = payload.u32(from + CREDENTIAL);
    long length = payload.u32(from + CREDENTIAL_LENGTH);
    boolean known = isWithin(kind, 0, 3) || kind == 6;
    boolean aligned = (length & 3) == 0 && isWithin(length, 0, MAX_CREDENTIAL_LENGTH);
    return known && aligned && (kind != 0 || length == 0);
  }

  private static boolean isWithin(long number, long least, long most) {
    return number >= least && number <= most;
  }
}
