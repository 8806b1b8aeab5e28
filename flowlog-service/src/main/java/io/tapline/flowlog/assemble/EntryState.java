package io.tapline.flowlog.assemble;

/**
 * The state word of an entry, as pure functions on a long.
 *
 * <pre>
 *  bits  0..2   timeout class            bits 24..35  VLAN
 *        3      client is the high side        36..37  round-trip phase
 *        4..5   client evidence                40..42  payloads seen from low
 *        6      direction was turned
 *        8..15  TCP flags from low             43..45  payloads seen from high
 *       16..23  TCP flags from high            40..43  of flow records: where they were observed
 *                                              46      identification is settled
 *                                              47      flow records report it
 *                                              48..63  first ICMP error
 * </pre>
 */
final class EntryState {
  static final int RTT_NONE = 0;
  static final int RTT_OPENED = 1;
  static final int RTT_ANSWERED = 2;
  static final int RTT_KNOWN = 3;

  private static final long CLIENT_HIGH = 1L << 3;
  private static final int EVIDENCE_SHIFT = 4;
  private static final long TURNED = 1L << 6;
  private static final int FLAGS_LOW_SHIFT = 8;
  private static final int FLAGS_HIGH_SHIFT = 16;
  private static final int VLAN_SHIFT = 24;
  private static final int RTT_SHIFT = 36;
  private static final int PAYLOADS_LOW_SHIFT = 40;
  private static final int PAYLOADS_HIGH_SHIFT = 43;

  /** Flow records have no payloads: two bits for each side, flowDirection + 1, 0 = not reported. */
  private static final int OBSERVED_LOW_SHIFT = 40;

  private static final int OBSERVED_HIGH_SHIFT = 42;
  private static final long OBSERVED = 0xFL << OBSERVED_LOW_SHIFT;
  private static final long SETTLED = 1L << 46;
  private static final long FLOW = 1L << 47;
  private static final int ICMP_ERROR_SHIFT = 48;
  private static final ClientEvidence[] EVIDENCES = ClientEvidence.values();

  /**
   * What a row that was split off a longer connection takes over: class, client, VLAN, settled,
   * flow.
   */
  private static final long CARRIED = 0x7fL | 0xfffL << VLAN_SHIFT | SETTLED | FLOW;

  private static final long[] MARKS = {1L << 7, 1L << 39};

  private EntryState() {}

  /**
   * Whether the entry carries one of the two marks, which are no part of the connection's state.
   */
  static boolean marked(long state, int mark) {
    return (state & MARKS[mark]) != 0;
  }

  static long withMark(long state, int mark) {
    return state | MARKS[mark];
  }

  static long withoutMark(long state, int mark) {
    return state & ~MARKS[mark];
  }

  /** What is saved of a state. */
  static long withoutMarks(long state) {
    return state & ~(MARKS[0] | MARKS[1]);
  }

  /** What a row that is split off because it has lasted too long leaves to the next one. */
  static long carried(long state) {
    return state & (flow(state) ? CARRIED | OBSERVED : CARRIED);
  }

  static boolean isOf(long state, TimeoutClass timeoutClass) {
    return timeoutClass(state) == timeoutClass.number();
  }

  /** Where the packets of this side are observed that count: 0 = unknown, else direction + 1. */
  static int observed(long state, boolean high) {
    return (int) (state >> (high ? OBSERVED_HIGH_SHIFT : OBSERVED_LOW_SHIFT)) & 3;
  }

  /** For a state where the side's is unknown. */
  static long withObserved(long state, boolean high, int observed) {
    return state | (long) (observed & 3) << (high ? OBSERVED_HIGH_SHIFT : OBSERVED_LOW_SHIFT);
  }

  @SuppressWarnings("EnumOrdinal") // evidence is stored by its ordinal, as its Javadoc says
  static long begin(
      TimeoutClass timeoutClass,
      boolean clientHigh,
      ClientEvidence evidence,
      boolean turned,
      int vlan) {
    return timeoutClass.number()
        | (clientHigh ? CLIENT_HIGH : 0)
        | (long) evidence.ordinal() << EVIDENCE_SHIFT
        | (turned ? TURNED : 0)
        | (long) (vlan & 0xfff) << VLAN_SHIFT;
  }

  static int timeoutClass(long state) {
    return (int) state & 7;
  }

  static long withTimeoutClass(long state, int timeoutClass) {
    return (state & ~7L) | timeoutClass;
  }

  static boolean clientHigh(long state) {
    return (state & CLIENT_HIGH) != 0;
  }

  static ClientEvidence clientEvidence(long state) {
    return EVIDENCES[(int) (state >> EVIDENCE_SHIFT) & 3];
  }

  @SuppressWarnings("EnumOrdinal") // as in begin
  static long withClient(long state, boolean clientHigh, ClientEvidence evidence) {
    return (state & ~(CLIENT_HIGH | 3L << EVIDENCE_SHIFT))
        | (clientHigh ? CLIENT_HIGH : 0)
        | (long) evidence.ordinal() << EVIDENCE_SHIFT;
  }

  static boolean flow(long state) {
    return (state & FLOW) != 0;
  }

  static long withFlow(long state) {
    return state | FLOW;
  }

  /** For a state without VLAN. */
  static long withVlan(long state, int vlan) {
    return state | (long) (vlan & 0xfff) << VLAN_SHIFT;
  }

  static boolean turned(long state) {
    return (state & TURNED) != 0;
  }

  static int flags(long state, boolean high) {
    return (int) (state >> (high ? FLAGS_HIGH_SHIFT : FLAGS_LOW_SHIFT)) & 0xff;
  }

  static long withFlags(long state, boolean high, int flags) {
    return state | (long) (flags & 0xff) << (high ? FLAGS_HIGH_SHIFT : FLAGS_LOW_SHIFT);
  }

  static int vlan(long state) {
    return (int) (state >> VLAN_SHIFT) & 0xfff;
  }

  static int rttPhase(long state) {
    return (int) (state >> RTT_SHIFT) & 3;
  }

  static long withRttPhase(long state, int phase) {
    return (state & ~(3L << RTT_SHIFT)) | ((long) phase << RTT_SHIFT);
  }

  /** The client is found to be the other side than it seemed. */
  static long withTurnedClient(long state, boolean clientHigh) {
    return clientHigh(state) == clientHigh ? state : state ^ (TURNED | CLIENT_HIGH);
  }

  static int payloads(long state, boolean high) {
    return (int) (state >> (high ? PAYLOADS_HIGH_SHIFT : PAYLOADS_LOW_SHIFT)) & 7;
  }

  /** At most 7 payloads are counted; callers stop well before. */
  static long countPayload(long state, boolean high) {
    return state + (1L << (high ? PAYLOADS_HIGH_SHIFT : PAYLOADS_LOW_SHIFT));
  }

  /** Type and code of the first ICMP error that quotes the connection, 8 bits each; 0 = none. */
  static int icmpError(long state) {
    return (int) (state >>> ICMP_ERROR_SHIFT);
  }

  /** The first error stays. */
  static long withIcmpError(long state, int error) {
    return icmpError(state) != 0 ? state : state | (long) (error & 0xffff) << ICMP_ERROR_SHIFT;
  }

  static boolean settled(long state) {
    return (state & SETTLED) != 0;
  }

  static long withSettled(long state) {
    return state | SETTLED;
  }
}
