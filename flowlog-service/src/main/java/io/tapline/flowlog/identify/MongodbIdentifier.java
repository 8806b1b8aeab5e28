package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/**
 * MongoDB by a message's header, little-endian: the length of what follows, and one of its
 * operations with that one's first fields (MongoDB Wire Protocol): OP_MSG with a document, OP_QUERY
 * and the other old ones with the name of a collection, OP_COMPRESSED with what is compressed. All
 * but the first message may come in more than one segment.
 */
final class MongodbIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("mongodb");
  private static final int OPERATION = 12;
  private static final int BODY = 16;
  private static final int UPDATE = 2001;
  private static final int INSERT = 2002;
  private static final int QUERY = 2004;
  private static final int GET_MORE = 2005;
  private static final int DELETE = 2006;
  private static final int COMPRESSED = 2012;
  private static final int MESSAGE = 2013;
  private static final int MAX_LENGTH = 48_000_000;

  /** Checksum, more to come, an answer may be more than one. */
  private static final long MESSAGE_FLAGS = 0x10003;

  private static final int LEAST_DOCUMENT = 5;
  private static final int LAST_COMPRESSOR = 3;
  private static final int MAX_NAME_LENGTH = 128;

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    long operation = payload.u32Little(OPERATION);
    if (operation < UPDATE || operation > MESSAGE || !payload.isTcp()) {
      return false;
    }
    long length = payload.u32Little(0);
    return length >= payload.wireLength()
        && length <= MAX_LENGTH
        && isBody(payload, (int) operation, length);
  }

  private static boolean isBody(Payload payload, int operation, long length) {
    return switch (operation) {
      case MESSAGE -> isMessage(payload, length);
      case COMPRESSED -> isCompressed(payload);
      case UPDATE, INSERT, QUERY, GET_MORE, DELETE -> isCollection(payload, BODY + 4);
      default -> false;
    };
  }

  /** Flags, a section of kind 0, and the length of its document. */
  private static boolean isMessage(Payload payload, long length) {
    long document = payload.u32Little(BODY + 5);
    return (payload.u32Little(BODY) & ~MESSAGE_FLAGS) == 0
        && payload.u8(BODY + 4) == 0
        && document >= LEAST_DOCUMENT
        && document <= length - BODY - LEAST_DOCUMENT;
  }

  private static boolean isCompressed(Payload payload) {
    long original = payload.u32Little(BODY);
    int compressor = payload.u8(BODY + 8);
    return (original == MESSAGE || original == QUERY)
        && payload.u32Little(BODY + 4) <= MAX_LENGTH
        && compressor >= 0
        && compressor <= LAST_COMPRESSOR;
  }

  /** A database, a dot and a collection, ended by 0. */
  private static boolean isCollection(Payload payload, int from) {
    int at = from;
    int dot = -1;
    while (at - from < MAX_NAME_LENGTH && payload.u8(at) > ' ' && payload.u8(at) < 0x7f) {
      dot = payload.u8(at) == '.' && dot < 0 ? at : dot;
      at++;
    }
    return dot > from && at > dot + 1 && payload.u8(at) == 0;
  }
}
