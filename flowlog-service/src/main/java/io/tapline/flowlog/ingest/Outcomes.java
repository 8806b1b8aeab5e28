package io.tapline.flowlog.ingest;

import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.frame.FrameOutcome;

/** What may become of a frame, of packets and of units of flows alike, as numbers from 0. */
final class Outcomes {
  private static final FrameOutcome[] FRAMES = FrameOutcome.values();
  private static final FlowOutcome[] FLOWS = FlowOutcome.values();

  /** A packet that carries no flow export, since it is not UDP. */
  static final int NOT_UDP = FRAMES.length + FLOWS.length;

  /** A fragment of a flow export whose other fragments have not come, or never do. */
  static final int WAITING_FOR_FRAGMENTS = NOT_UDP + 1;

  /** A fragment of a flow export that a later frame completed: that one has its outcome. */
  static final int REASSEMBLED = NOT_UDP + 2;

  private static final String[] OTHERS = {"not_udp", "waiting_for_fragments", "reassembled"};

  static final int COUNT = NOT_UDP + OTHERS.length;

  private Outcomes() {}

  @SuppressWarnings("EnumOrdinal") // a flat array on the path of every frame
  static int of(FrameOutcome outcome) {
    return outcome.ordinal();
  }

  @SuppressWarnings("EnumOrdinal") // as above
  static int of(FlowOutcome outcome) {
    return FRAMES.length + outcome.ordinal();
  }

  /** The name in lower case. */
  static String label(int outcome) {
    if (outcome < FRAMES.length) {
      return FRAMES[outcome].label();
    }
    return outcome < NOT_UDP ? FLOWS[outcome - FRAMES.length].label() : OTHERS[outcome - NOT_UDP];
  }
}
