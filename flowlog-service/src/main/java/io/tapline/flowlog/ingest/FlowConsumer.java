package io.tapline.flowlog.ingest;

import io.tapline.flowlog.checkpoint.SourceLoss;
import io.tapline.flowlog.ingest.SourceState.Section;
import io.tapline.wire.flow.FlowDecoder;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import io.tapline.wire.flow.LossUnit;
import io.tapline.wire.frame.Fragment;
import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;
import io.tapline.wire.frame.LinkTypes;
import io.tapline.wire.protocol.IpProtocols;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Units of flows: datagrams of exporters, records of files, lines of logs. A frame that is no
 * packet (link type 147) is the unit; of a packet it is the UDP payload, of a fragmented datagram
 * that of all its fragments ({@link Reassembly}).
 */
final class FlowConsumer implements FrameConsumer, FlowSink {
  /** LINKTYPE_USER0: lines and records of files. */
  static final int NO_PACKET = LinkTypes.USER0;

  private static final String HOP = "flowlog.export";

  private final FlowDecoder decoder;
  private final Records records;
  private final Consumer<SourceLoss> losses;
  private final FrameView frame = new FrameView();
  private final Reassembly reassembly = new Reassembly();
  private final FlowUnit unit = new FlowUnit();

  /** Losses that begin at the same time and count the same are reported as one. */
  private record Gap(long startNanos, LossUnit unit) {}

  /** Of the unit at hand. */
  private final Map<Gap, SourceLoss> lost = new LinkedHashMap<>();

  private long position;
  private long count;

  /** Takes flow records, numbered from 0, with the time at which their unit came. */
  interface Records {
    void take(FlowRecord record, long number, long unitNanos);
  }

  /**
   * @param decoder a new one
   */
  FlowConsumer(FlowDecoder decoder, Records records, Consumer<SourceLoss> losses) {
    this.decoder = decoder;
    this.records = records;
    this.losses = losses;
  }

  @Override
  public int consume(FrameBlock block, int i) {
    position = block.firstPosition() + i;
    if (block.linkTypes()[i] != NO_PACKET) {
      return packet(block, i);
    }
    unit.of(block.data(), block.offsets()[i], block.capturedLength(i), block.timesNanos()[i]);
    return decode();
  }

  private int packet(FrameBlock block, int i) {
    FrameOutcome outcome =
        frame.wrap(
            block.data(),
            block.offsets()[i],
            block.capturedLength(i),
            block.originalLengths()[i],
            block.linkTypes()[i]);
    boolean fragment = frame.fragment() != Fragment.NONE && frame.protocol() == IpProtocols.UDP;
    boolean connection = outcome == FrameOutcome.CONNECTION;
    if (fragment && (connection || outcome == FrameOutcome.FRAGMENT_WITHOUT_PORTS)) {
      return fragment(block, i);
    }
    if (!connection) {
      return Outcomes.of(outcome);
    }
    if (frame.protocol() != IpProtocols.UDP) {
      return Outcomes.NOT_UDP;
    }
    unit.from(
        frame.sourceHigh(),
        frame.sourceLow(),
        frame.sourcePort(),
        block.data(),
        frame.payloadOffset(),
        frame.payloadCapturedLength(),
        block.timesNanos()[i]);
    return decode();
  }

  private int fragment(FrameBlock block, int i) {
    long end = (long) block.offsets()[i] + block.capturedLength(i);
    return switch (reassembly.take(frame, end, block.timesNanos()[i])) {
      case WAITING -> Outcomes.WAITING_FOR_FRAGMENTS;
      case REPEATED -> Outcomes.of(FlowOutcome.DUPLICATE);
      case MALFORMED -> Outcomes.of(FlowOutcome.MALFORMED);
      case COMPLETE -> reassembled(block.timesNanos()[i]);
    };
  }

  private int reassembled(long timeNanos) {
    unit.from(
        frame.sourceHigh(),
        frame.sourceLow(),
        reassembly.sourcePort(),
        reassembly.data(),
        FragmentedDatagram.HEADER_BYTES,
        reassembly.length() - FragmentedDatagram.HEADER_BYTES,
        timeNanos);
    return decode();
  }

  @Override
  public void resolve(FrameAccount account) {
    account.move(Outcomes.WAITING_FOR_FRAGMENTS, Outcomes.REASSEMBLED, reassembly.takeReleased());
  }

  private int decode() {
    FlowOutcome outcome = decoder.decode(unit, this);
    tellLosses();
    return Outcomes.of(outcome);
  }

  private void tellLosses() {
    if (!lost.isEmpty()) {
      lost.values().forEach(losses);
      lost.clear();
    }
  }

  /** What is lost then was lost before the frame that did not come, also after a restart. */
  @Override
  public void finish(long frames) {
    position = frames;
    reassembly.finish();
    decoder.finish(this);
    tellLosses();
  }

  @Override
  public void flow(FlowRecord record) {
    records.take(record, count++, unit.timeNanos);
  }

  @Override
  public void lost(FlowLoss loss) {
    String description = loss.description();
    SourceLoss told =
        new SourceLoss(
            SourceLoss.OWN,
            position,
            Math.max(0, loss.count()),
            loss.unit(),
            HOP,
            loss.startNanos(),
            loss.endNanos(),
            description.substring(0, Math.min(description.length(), BatchMessages.MAX_TEXT)));
    lost.merge(new Gap(told.startNanos(), told.unit()), told, SourceLoss::and);
  }

  @Override
  public void save(SourceState state) {
    state.put(Section.DECODER, decoder.snapshot());
    state.put(Section.FRAGMENTS, reassembly.snapshot());
    state.put(Section.RECORDS, ByteBuffer.allocate(Long.BYTES).putLong(count).array());
  }

  @Override
  public void restore(SourceState state) {
    byte[] decoded = state.get(Section.DECODER);
    byte[] counted = state.get(Section.RECORDS);
    if (decoded == null || counted == null || counted.length != Long.BYTES) {
      throw SourceState.corrupt("it has no decoder");
    }
    byte[] fragments = state.get(Section.FRAGMENTS);
    try {
      decoder.restore(decoded);
      if (fragments != null) {
        reassembly.restore(fragments);
      }
    } catch (IllegalArgumentException e) {
      throw SourceState.corrupt("the decoder says: " + e.getMessage());
    }
    count = ByteBuffer.wrap(counted).getLong();
  }

  @Override
  public long flowRecords() {
    return count;
  }

  @Override
  public Map<String, Long> counters() {
    Map<String, Long> counters = new HashMap<>(decoder.counters());
    reassembly.addTo(counters);
    return counters;
  }
}
