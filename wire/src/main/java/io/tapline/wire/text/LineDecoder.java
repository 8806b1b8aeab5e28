package io.tapline.wire.text;

import io.tapline.wire.flow.FlowDecoder;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A decoder whose units are lines: takes the line, refuses the too long, counts each line that it
 * could not read, and each that is of no concern ({@code ignored_...}), under its reason, and keeps
 * the counters in the snapshot.
 *
 * <p>A snapshot is: magic (4 bytes), version (1), number of counters (2), each as text and long,
 * then what the format itself keeps.
 */
public abstract class LineDecoder implements FlowDecoder {
  private static final byte VERSION = 1;
  private static final int MOST_COUNTERS = 64;

  /** The line at hand. */
  protected final Line line = new Line();

  /** The flow at hand: cleared by the decoder, handed out by it. */
  protected final FlowRecord record = new FlowRecord();

  private final int magic;
  private final Map<String, long[]> counters = new HashMap<>();

  /** A decoder whose snapshots begin with this number. */
  protected LineDecoder(int magic) {
    this.magic = magic;
  }

  @Override
  public final FlowOutcome decode(FlowUnit unit, FlowSink sink) {
    if (!line.take(unit)) {
      return malformed("lines_too_long");
    }
    if (line.nulBytes > 0) {
      count("nul_bytes", line.nulBytes);
    }
    boolean blank = line.skipBlanks(line.start, line.end) == line.end;
    return blank ? ignored("ignored_blank_lines") : decodeLine(unit, sink);
  }

  /** Decodes {@link #line}, which has at least one byte. */
  protected abstract FlowOutcome decodeLine(FlowUnit unit, FlowSink sink);

  /** Writes what later lines need. */
  protected abstract void writeState(DataOutputStream state) throws IOException;

  /** Reads what {@link #writeState} wrote; IOException or IllegalArgumentException if it cannot. */
  protected abstract void readState(DataInputStream state) throws IOException;

  /** Counts a line that contradicts its format. */
  protected final FlowOutcome malformed(String reason) {
    count(reason);
    return FlowOutcome.MALFORMED;
  }

  /** Counts a line that is of no concern. */
  protected final FlowOutcome ignored(String reason) {
    count(reason);
    return FlowOutcome.IGNORED;
  }

  /** Adds one to a counter; names are constants, so that there are few. */
  protected final void count(String counter) {
    count(counter, 1);
  }

  /** Adds to a counter. */
  protected final void count(String counter, long number) {
    counters.computeIfAbsent(counter, _ -> new long[1])[0] += number;
  }

  @Override
  public final Map<String, Long> counters() {
    Map<String, Long> counted = new TreeMap<>();
    counters.forEach((name, count) -> counted.put(name, count[0]));
    return counted;
  }

  @Override
  public final byte[] snapshot() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(magic);
      out.writeByte(VERSION);
      writeCounters(out);
      writeState(out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private void writeCounters(DataOutputStream out) throws IOException {
    out.writeShort(counters.size());
    for (Map.Entry<String, Long> counter : counters().entrySet()) {
      out.writeUTF(counter.getKey());
      out.writeLong(counter.getValue());
    }
  }

  @Override
  public final void restore(byte[] snapshot) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(snapshot))) {
      if (in.readInt() != magic || in.readByte() != VERSION) {
        throw new IllegalArgumentException("not a snapshot of this decoder and version");
      }
      readCounters(in);
      readState(in);
      if (in.read() >= 0) {
        throw new IllegalArgumentException("more bytes than a snapshot has");
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("not a whole snapshot", e);
    }
  }

  private void readCounters(DataInputStream in) throws IOException {
    int size = in.readUnsignedShort();
    if (size > MOST_COUNTERS) {
      throw new IllegalArgumentException("more counters than there are");
    }
    for (int i = 0; i < size; i++) {
      count(in.readUTF(), in.readLong());
    }
  }
}
