package io.tapline.wire.flowtools;

/** Where the fields lie that several record versions have in common: {@code name@offset}. */
final class RecordTables {
  static final String EXPORT = "unix_secs@0 unix_nsecs@4 sysUpTime@8 exaddr@12 ";

  /** Of 8.3, 8.11 and 8.12. */
  static final String EXPORT_ADDRESS_FIRST = "unix_secs@0 unix_nsecs@4 exaddr@8 sysUpTime@12 ";

  static final String PLAIN =
      EXPORT
          + "srcaddr@16 dstaddr@20 nexthop@24 input@28 output@30 dPkts@32 dOctets@36 first@40"
          + " last@44 srcport@48 dstport@50 prot@52 tos@53 tcp_flags@54 ";

  static final String ROUTED =
      PLAIN + "engine_type@56 engine_id@57 src_mask@58 dst_mask@59 src_as@60 dst_as@62 ";

  static final String COUNTERS = "dFlows@16 dPkts@20 dOctets@24 first@28 last@32 ";

  static final String AGGREGATE = EXPORT + COUNTERS;

  static final String AGGREGATE_ADDRESS_FIRST = EXPORT_ADDRESS_FIRST + COUNTERS;

  /** Of the aggregations that Catalyst switches export. */
  static final String CATALYST = EXPORT + "dPkts@16 dOctets@20 first@24 last@28 ";

  /** Records of stream format 1; {@code unix_nsecs} are milliseconds there. */
  static final String STREAM_1 =
      "unix_secs@0 unix_nsecs@4 srcaddr@8 dstaddr@12 nexthop@16 input@20 output@22 dPkts@24"
          + " dOctets@28 first@32 last@36 srcport@40 dstport@42 prot@46 tos@47 tcp_flags@48 ";

  static final String STREAM_1_ROUTED = STREAM_1 + "src_as@52 dst_as@54 src_mask@56 dst_mask@57 ";

  private RecordTables() {}
}
