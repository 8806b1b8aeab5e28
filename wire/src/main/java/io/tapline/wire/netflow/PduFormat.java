package io.tapline.wire.netflow;

import io.tapline.wire.flowtools.RecordLayout;
import io.tapline.wire.flowtools.RecordVersion;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The datagrams of NetFlow 1, 5, 6, 7 and 8, as Cisco laid them out: a header of fixed size, then
 * records of fixed size, all big-endian.
 */
public enum PduFormat {
  V1(RecordVersion.V1, 48, 24, Tables.PLAIN + "prot@38 tos@39 tcp_flags@40"),
  V5(RecordVersion.V5, 48, 30, Tables.ROUTED),
  V6(RecordVersion.V6, 52, 27, Tables.ROUTED + "in_encaps@46 out_encaps@47 peer_nexthop@48"),
  V7(RecordVersion.V7, 52, 27, Tables.ROUTED + "router_sc@48"),
  V8_1(RecordVersion.V8_1, 28, 51, Tables.AGGREGATE + "src_as@20 dst_as@22 input@24 output@26"),
  V8_2(RecordVersion.V8_2, 28, 51, Tables.AGGREGATE + "prot@20 srcport@24 dstport@26"),
  V8_3(RecordVersion.V8_3, 32, 44, Tables.AGGREGATE + "srcaddr@20 src_mask@24 src_as@26 input@28"),
  V8_4(RecordVersion.V8_4, 32, 44, Tables.AGGREGATE + "dstaddr@20 dst_mask@24 dst_as@26 output@28"),
  V8_5(
      RecordVersion.V8_5,
      40,
      35,
      Tables.AGGREGATE
          + "srcaddr@20 dstaddr@24 dst_mask@28 src_mask@29 src_as@32 dst_as@34 input@36 output@38"),
  V8_6(
      RecordVersion.V8_6,
      32,
      44,
      "dstaddr@0 dPkts@4 dOctets@8 first@12 last@16 output@20 tos@22 marked_tos@23 extra_pkts@24"
          + " router_sc@28"),
  V8_7(
      RecordVersion.V8_7,
      40,
      35,
      "dstaddr@0 srcaddr@4 dPkts@8 dOctets@12 first@16 last@20 output@24 input@26 tos@28"
          + " marked_tos@29 extra_pkts@32 router_sc@36"),
  V8_8(
      RecordVersion.V8_8,
      44,
      32,
      "dstaddr@0 srcaddr@4 dstport@8 srcport@10 dPkts@12 dOctets@16 first@20 last@24 output@28"
          + " input@30 tos@32 prot@33 marked_tos@34 extra_pkts@36 router_sc@40"),
  V8_9(
      RecordVersion.V8_9,
      32,
      44,
      Tables.AGGREGATE + "src_as@20 dst_as@22 input@24 output@26 tos@28"),
  V8_10(
      RecordVersion.V8_10,
      32,
      44,
      Tables.AGGREGATE + "prot@20 tos@21 srcport@24 dstport@26 input@28 output@30"),
  V8_11(
      RecordVersion.V8_11,
      32,
      44,
      Tables.AGGREGATE + "srcaddr@20 src_mask@24 tos@25 src_as@26 input@28"),
  V8_12(
      RecordVersion.V8_12,
      32,
      44,
      Tables.AGGREGATE + "dstaddr@20 dst_mask@24 tos@25 dst_as@26 output@28"),
  V8_13(
      RecordVersion.V8_13,
      40,
      35,
      Tables.AGGREGATE
          + "srcaddr@20 dstaddr@24 dst_mask@28 src_mask@29 tos@30 src_as@32 dst_as@34 input@36"
          + " output@38"),
  V8_14(
      RecordVersion.V8_14,
      40,
      35,
      Tables.AGGREGATE
          + "srcaddr@20 dstaddr@24 dst_mask@28 src_mask@29 tos@30 prot@31 srcport@32 dstport@34"
          + " input@36 output@38");

  private static final List<PduFormat> AGGREGATIONS =
      Stream.of(values()).filter(format -> format.recordVersion.isAggregated()).toList();
  private static final int HEADER_BYTES_V1 = 16;
  private static final int HEADER_BYTES_V5 = 24;
  private static final int HEADER_BYTES_V8 = 28;

  /** Where the fields lie that several formats have in common. */
  private static final class Tables {
    static final String PLAIN =
        "srcaddr@0 dstaddr@4 nexthop@8 input@12 output@14 dPkts@16 dOctets@20 first@24 last@28"
            + " srcport@32 dstport@34 ";
    static final String ROUTED =
        PLAIN + "tcp_flags@37 prot@38 tos@39 src_as@40 dst_as@42 src_mask@44 dst_mask@45 ";
    static final String AGGREGATE = "dFlows@0 dPkts@4 dOctets@8 first@12 last@16 ";
  }

  private final RecordVersion recordVersion;
  private final int maximumCount;

  @SuppressWarnings("ImmutableEnumChecker") // A layout does not change; its map never leaves it.
  private final RecordLayout layout;

  PduFormat(RecordVersion recordVersion, int recordBytes, int maximumCount, String table) {
    this.recordVersion = recordVersion;
    this.maximumCount = maximumCount;
    this.layout = RecordLayout.of(recordVersion, recordBytes, table);
  }

  /**
   * The format of version 8 with this method and version of aggregation, or null where nobody knows
   * it. Juniper writes version 0 for 2.
   */
  public static @Nullable PduFormat ofAggregation(int method, int version) {
    boolean known = version == RecordVersion.AGGREGATION_VERSION || version == 0;
    return known && method >= 1 && method <= AGGREGATIONS.size()
        ? AGGREGATIONS.get(method - 1)
        : null;
  }

  /** What the records tell, together with the header. */
  public RecordVersion recordVersion() {
    return recordVersion;
  }

  /** How the records lie in the datagram. */
  public RecordLayout layout() {
    return layout;
  }

  public int recordBytes() {
    return layout.size();
  }

  /** Records of a datagram at most. */
  public int maximumCount() {
    return maximumCount;
  }

  public int headerBytes() {
    return switch (recordVersion.exportVersion()) {
      case 1 -> HEADER_BYTES_V1;
      case 8 -> HEADER_BYTES_V8;
      default -> HEADER_BYTES_V5;
    };
  }

  /** Whether padding may follow the records: Catalyst switches send whole datagrams. */
  public boolean mayBePadded() {
    return switch (this) {
      case V8_6, V8_7, V8_8 -> true;
      default -> false;
    };
  }
}
