package io.tapline.wire.flowtools;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * State of a {@link FlowToolsDecoder} in bytes, big-endian: magic, version, six counters, length of
 * the header, the header as it was read (0 bytes before the first).
 */
final class DecoderSnapshot {
  private static final int MAGIC = 0x54464C54;
  private static final int VERSION = 1;
  private static final int FIXED_BYTES = 4 + 4 + 6 * 8 + 4;

  private DecoderSnapshot() {}

  static byte[] write(@Nullable FlowToolsHeader header, DecoderCounters counters) {
    byte[] headerBytes = header == null ? new byte[0] : header.bytes();
    ByteBuffer out = ByteBuffer.allocate(FIXED_BYTES + headerBytes.length);
    out.putInt(MAGIC).putInt(VERSION);
    out.putLong(counters.records).putLong(counters.malformed);
    out.putLong(counters.lostFlows).putLong(counters.misorderedFlows);
    out.putLong(counters.corruptPackets).putLong(counters.sequenceResets);
    out.putInt(headerBytes.length).put(headerBytes);
    return out.array();
  }

  static @Nullable FlowToolsHeader read(byte[] snapshot, DecoderCounters counters) {
    ByteBuffer in = ByteBuffer.wrap(snapshot);
    try {
      require(in.getInt() == MAGIC, "its magic is another");
      require(in.getInt() == VERSION, "its version is not known");
      counters.records = in.getLong();
      counters.malformed = in.getLong();
      counters.lostFlows = in.getLong();
      counters.misorderedFlows = in.getLong();
      counters.corruptPackets = in.getLong();
      counters.sequenceResets = in.getLong();
      require(in.getInt() == in.remaining(), "its header has another length");
      byte[] header = new byte[in.remaining()];
      in.get(header);
      return header.length == 0 ? null : HeaderParser.parse(header);
    } catch (BufferUnderflowException | FlowToolsException e) {
      throw new IllegalArgumentException("No snapshot of flow-tools records.", e);
    }
  }

  private static void require(boolean fits, String otherwise) {
    if (!fits) {
      throw new IllegalArgumentException("No snapshot of flow-tools records: " + otherwise + ".");
    }
  }
}
