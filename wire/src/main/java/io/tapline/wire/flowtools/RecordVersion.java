package io.tapline.wire.flowtools;

import static io.tapline.wire.flowtools.RecordTables.AGGREGATE;
import static io.tapline.wire.flowtools.RecordTables.AGGREGATE_ADDRESS_FIRST;
import static io.tapline.wire.flowtools.RecordTables.CATALYST;
import static io.tapline.wire.flowtools.RecordTables.PLAIN;
import static io.tapline.wire.flowtools.RecordTables.ROUTED;

import java.util.Optional;

/**
 * A record version of stream format 3: an export version and, for version 8, the method by which
 * the router aggregated. Its layout says where each field lies.
 */
public enum RecordVersion {
  V1(1, 0, 60, PLAIN),
  V5(5, 0, 64, ROUTED),
  V6(6, 0, 72, ROUTED + "in_encaps@64 out_encaps@65 peer_nexthop@68"),
  V7(7, 0, 68, ROUTED + "router_sc@64"),
  /** Version 5 with tags that flow-tag set. */
  V1005(1005, 0, 72, ROUTED + "src_tag@64 dst_tag@68"),
  V8_1(8, 1, 48, AGGREGATE + "src_as@36 dst_as@38 input@40 output@42 engine_type@44 engine_id@45"),
  V8_2(8, 2, 48, AGGREGATE + "prot@36 srcport@40 dstport@42 engine_type@44 engine_id@45"),
  V8_3(
      8,
      3,
      48,
      AGGREGATE_ADDRESS_FIRST
          + "srcaddr@36 src_mask@40 src_as@42 input@44 engine_type@46 engine_id@47"),
  V8_4(
      8,
      4,
      48,
      AGGREGATE + "dstaddr@36 dst_mask@40 engine_type@42 engine_id@43 dst_as@44 output@46"),
  V8_5(
      8,
      5,
      56,
      AGGREGATE
          + "srcaddr@36 dstaddr@40 dst_mask@44 src_mask@45 engine_type@46 engine_id@47"
          + " src_as@48 dst_as@50 input@52 output@54"),
  V8_6(
      8,
      6,
      52,
      CATALYST
          + "dstaddr@32 extra_pkts@36 router_sc@40 output@44 tos@48 marked_tos@49"
          + " engine_type@50 engine_id@51"),
  V8_7(
      8,
      7,
      56,
      CATALYST
          + "dstaddr@32 srcaddr@36 extra_pkts@40 router_sc@44 output@48 input@50 tos@52"
          + " marked_tos@53 engine_type@54 engine_id@55"),
  V8_8(
      8,
      8,
      64,
      CATALYST
          + "dstaddr@32 srcaddr@36 extra_pkts@40 router_sc@44 dstport@48 srcport@50 output@52"
          + " input@54 tos@56 marked_tos@57 engine_type@58 engine_id@59 prot@60"),
  V8_9(
      8,
      9,
      48,
      AGGREGATE + "src_as@36 dst_as@38 input@40 output@42 engine_type@44 engine_id@45 tos@46"),
  V8_10(
      8,
      10,
      48,
      AGGREGATE
          + "srcport@36 dstport@38 input@40 output@42 engine_type@44 engine_id@45 prot@46 tos@47"),
  V8_11(
      8,
      11,
      48,
      AGGREGATE_ADDRESS_FIRST
          + "srcaddr@36 src_mask@40 tos@41 src_as@42 input@44 engine_type@46 engine_id@47"),
  V8_12(
      8,
      12,
      48,
      AGGREGATE_ADDRESS_FIRST
          + "dstaddr@36 output@40 dst_as@42 dst_mask@44 tos@45 engine_type@46 engine_id@47"),
  V8_13(
      8,
      13,
      60,
      AGGREGATE
          + "srcaddr@36 dstaddr@40 src_as@44 dst_as@46 input@48 output@50 dst_mask@52"
          + " src_mask@53 engine_type@54 engine_id@55 tos@56"),
  V8_14(
      8,
      14,
      60,
      AGGREGATE
          + "srcaddr@36 dstaddr@40 srcport@44 dstport@46 input@48 output@50 dst_mask@52"
          + " src_mask@53 engine_type@54 engine_id@55 tos@56 prot@57");

  /** The one version of aggregation that there is. */
  public static final int AGGREGATION_VERSION = 2;

  private final int exportVersion;
  private final int aggregationMethod;

  @SuppressWarnings("ImmutableEnumChecker") // A layout does not change; its map never leaves it.
  private final RecordLayout layout;

  RecordVersion(int exportVersion, int aggregationMethod, int size, String table) {
    this.exportVersion = exportVersion;
    this.aggregationMethod = aggregationMethod;
    this.layout = RecordLayout.of(this, size, table);
  }

  /** 1, 5, 6, 7, 8 or 1005. */
  public int exportVersion() {
    return exportVersion;
  }

  /** 1 to 14 for version 8, otherwise 0. */
  public int aggregationMethod() {
    return aggregationMethod;
  }

  public boolean isAggregated() {
    return aggregationMethod != 0;
  }

  /** Bytes of a record. */
  public int size() {
    return layout.size();
  }

  public RecordLayout layout() {
    return layout;
  }

  /** Whether its records tell the field. */
  public boolean has(FlowField field) {
    return layout.has(field);
  }

  /**
   * The fields that flow-tools knows of: all but the interfaces of 8.10, which are stored, and
   * which flow-export leaves out.
   */
  public long exportMask() {
    return this == V8_10
        ? layout.mask() & ~(FlowField.INPUT.mask() | FlowField.OUTPUT.mask())
        : layout.mask();
  }

  /** As in {@code 5} or {@code 8.13}. */
  @Override
  public String toString() {
    return isAggregated() ? exportVersion + "." + aggregationMethod : "" + exportVersion;
  }

  /** The version with these numbers, if there is one; the method counts for version 8 only. */
  public static Optional<RecordVersion> of(int exportVersion, int aggregationMethod) {
    for (RecordVersion version : values()) {
      if (version.exportVersion == exportVersion
          && (!version.isAggregated() || version.aggregationMethod == aggregationMethod)) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }

  /** The version that {@link #toString} writes so, if there is one. */
  public static Optional<RecordVersion> parse(String text) {
    for (RecordVersion version : values()) {
      if (version.toString().equals(text)) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }
}
