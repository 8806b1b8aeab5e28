package io.tapline.flowlog.identify;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * How versions of QUIC protect their Initial packets: the salt of the first secret, the labels of
 * the keys, and the number of the packet's type. RFC 9001 section 5.2, RFC 9369 section 3.3, and
 * the drafts and Google's versions before them.
 */
enum QuicVersion {
  V1("38762cf7f55934b34d179ae6a4c80cadccbb7f0a", "quic", 0),
  V2("0dede3def700a6db819381be6e269dcbf9bd2ed9", "quicv2", 1),
  DRAFT_29("afbfec289993d24c9e9786f19c6111e04390a899", "quic", 0),
  DRAFT_23("c3eef712c72ebb5a11a7d2432bb46365bef9f502", "quic", 0),
  DRAFT_22("7fbcdb0e7c66bbe9193a96cd21519ebd7a02644a", "quic", 0),
  Q050("504574efd066fe2f9d945cfcdbd3a7f0d3b56b45", "quic", 0),
  T050("7ff579e5acd072915580304c43a2367c60488310", "quic", 0),
  T051("7a4edef4e7ccee5fa4506c19124fc8ccda6e033d", "quic", 0);

  private static final int DRAFTS = 0xff0000;
  private static final int FACEBOOK = 0xfaceb0;

  private final String salt;

  /** Before {@code key}, {@code iv} and {@code hp}. */
  final String label;

  /** Of Initial packets: bits 4 and 5 of the first byte. */
  final int initialType;

  QuicVersion(String salt, String label, int initialType) {
    this.salt = salt;
    this.label = label;
    this.initialType = initialType;
  }

  /** The salt of the first secret, 20 bytes. */
  byte[] salt() {
    return HexFormat.of().parseHex(salt);
  }

  /** The protection of a version as it stands in the header; null where it is not known. */
  static @Nullable QuicVersion of(int version) {
    return switch (version) {
      case 1 -> V1;
      case 0x6b3343cf -> V2;
      case 0x51303530 -> Q050;
      case 0x54303530 -> T050;
      case 0x54303531 -> T051;
      default -> draft(version);
    };
  }

  /** Those that force a negotiation are protected as version 1. */
  private static @Nullable QuicVersion draft(int version) {
    int number = version & 0xff;
    return switch (version >>> 8) {
      case DRAFTS -> draftNumber(number);
      case FACEBOOK -> number == 1 ? DRAFT_22 : DRAFT_23;
      default -> (version & 0x0f0f0f0f) == 0x0a0a0a0a ? V1 : null;
    };
  }

  private static QuicVersion draftNumber(int number) {
    if (number >= 33) {
      return V1;
    }
    if (number >= 29) {
      return DRAFT_29;
    }
    return number >= 23 ? DRAFT_23 : DRAFT_22;
  }
}
