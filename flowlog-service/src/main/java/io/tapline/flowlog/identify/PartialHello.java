package io.tapline.flowlog.identify;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The part of a client hello, or of a request, that came so far, until the rest does. */
final class PartialHello {
  /** The bytes of the TCP stream from the record on, or of QUIC's CRYPTO stream. */
  final StreamBytes stream = new StreamBytes();

  /** TCP's sequence number of the first byte; 0 for QUIC. */
  final int firstSequence;

  /** QUIC's version, 32 bits; 0 for TCP. */
  final int quicVersion;

  /** The client's first destination connection id, from which the keys come; empty for TCP. */
  final byte[] connectionId;

  /** Null until they are derived. */
  @Nullable QuicKeys keys;

  /** Number of the connection that it belongs to. */
  int connection;

  /** Its neighbours in the order of all, which {@link PartialHellos} keeps. */
  @Nullable PartialHello older;

  @Nullable PartialHello newer;

  private PartialHello(int firstSequence, int quicVersion, byte[] connectionId) {
    this.firstSequence = firstSequence;
    this.quicVersion = quicVersion;
    this.connectionId = connectionId;
  }

  static PartialHello ofTcp(int firstSequence) {
    return new PartialHello(firstSequence, 0, new byte[0]);
  }

  static PartialHello ofQuic(int version, byte[] connectionId) {
    return new PartialHello(0, version, connectionId);
  }

  /**
   * As bytes: first sequence number, version, length of the connection id (1 byte), connection id,
   * then for each piece where it begins (2), its length (2) and its bytes.
   */
  byte[] state() {
    ByteBuffer state = ByteBuffer.allocate(stateLength());
    state.putInt(firstSequence).putInt(quicVersion);
    state.put((byte) connectionId.length).put(connectionId);
    for (int at = stream.pieceBegin(0); at >= 0; ) {
      int end = stream.pieceEnd(at);
      state.putShort((short) at).putShort((short) (end - at));
      state.put(stream.bytes(), at, end - at);
      at = stream.pieceBegin(end);
    }
    return state.array();
  }

  private int stateLength() {
    int length = 2 * Integer.BYTES + 1 + connectionId.length;
    for (int at = stream.pieceBegin(0); at >= 0; ) {
      int end = stream.pieceEnd(at);
      length += 2 * Short.BYTES + end - at;
      at = stream.pieceBegin(end);
    }
    return length;
  }

  /**
   * Out of {@link #state}.
   *
   * @throws IllegalArgumentException when it is none
   */
  static PartialHello of(byte[] bytes) {
    try {
      ByteBuffer state = ByteBuffer.wrap(bytes);
      int sequence = state.getInt();
      int version = state.getInt();
      byte[] id = new byte[state.get() & 0xff];
      state.get(id);
      PartialHello hello = new PartialHello(sequence, version, id);
      while (state.hasRemaining()) {
        int begin = state.getShort();
        byte[] piece = new byte[state.getShort() & 0xffff];
        state.get(piece);
        hello.stream.put(begin, piece, 0, piece.length);
      }
      return hello;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a client hello is cut short", e);
    }
  }
}
