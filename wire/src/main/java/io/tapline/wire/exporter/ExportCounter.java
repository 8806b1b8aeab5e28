package io.tapline.wire.exporter;

import java.util.Locale;

/** What is counted while flow exports are decoded, since the source began. */
public enum ExportCounter {
  /** Datagrams (or messages of a file) looked at. */
  DATAGRAMS,
  /** Flows handed out. */
  FLOWS,
  /** Datagrams that came before with the same content; nothing of them was taken again. */
  DUPLICATE_DATAGRAMS,
  /** Datagrams that came later than their successors, before the gap was called a loss. */
  REORDERED_DATAGRAMS,
  /** Datagrams that came after their gap was called a loss; their flows were taken. */
  LATE_DATAGRAMS,
  /** Datagrams that contradict themselves or end too early; nothing of them was taken. */
  MALFORMED_DATAGRAMS,
  /** Datagrams that are of no protocol known here. */
  UNKNOWN_DATAGRAMS,
  /** Datagrams that never came, where the sequence counts datagrams. */
  LOST_DATAGRAMS,
  /** Data records that never came, where the sequence counts records. */
  LOST_RECORDS,
  /** Sequences that began anew. */
  RESTARTS,
  /** Template definitions that were taken. */
  TEMPLATES,
  /** Template definitions that replaced a different one with the same number. */
  REDEFINED_TEMPLATES,
  /** Templates that their exporter withdrew. */
  WITHDRAWN_TEMPLATES,
  /** Templates forgotten because they were not refreshed. */
  EXPIRED_TEMPLATES,
  /** Template definitions refused: malformed, of no length, or with too many fields. */
  REFUSED_TEMPLATES,
  /** Templates that went because a domain had too many. */
  EVICTED_TEMPLATES,
  /** Domains that went because there were too many, or too many fields of templates. */
  EVICTED_DOMAINS,
  /** Senders' ports that went because a domain had too many. */
  EVICTED_PORTS,
  /** Records of options: samplers, application names, statistics of the exporter. */
  OPTIONS_RECORDS,
  /** Samplers and application names not taken because there were too many. */
  REFUSED_SAMPLERS,
  /** Records that describe no flow: neither addresses nor counters. */
  OTHER_RECORDS,
  /** Sets of data that were kept because their template had not come. */
  WAITING_SETS,
  /** Sets of data that were kept and decoded later. */
  WAITED_SETS,
  /** Sets of data that were kept and dropped: too old, too many, or the end. */
  DROPPED_SETS,
  /** Sets with numbers that no protocol has given a meaning. */
  UNKNOWN_SETS,
  /** sFlow: counter samples, which hold no flows. */
  COUNTER_SAMPLES,
  /** sFlow: samples of formats not known here. */
  UNKNOWN_SAMPLES,
  /** sFlow: flow samples without a connection: ARP, spanning tree, headers cut too short. */
  OTHER_SAMPLES,
  /** sFlow: samples that the agent dropped for want of resources. */
  DROPPED_SAMPLES,
  /** sFlow: data sources not followed because there were too many. */
  REFUSED_DATA_SOURCES,
  /** Flows whose totals were forgotten because there were too many: a later one counts as it is. */
  EVICTED_TOTALS,
  /** Flow records refused because their counters cannot be. */
  REFUSED_RECORDS,
  /** Flow records of packets that were sampled at an unknown rate; they count as they are. */
  UNKNOWN_SAMPLING,
  /** Sampling intervals that cannot be, and count as unknown. */
  REFUSED_SAMPLING,
  /** Sampling intervals whose bytes the exporter had swapped. */
  SWAPPED_SAMPLING,
  /** Sampling intervals lowered to what the configuration believes of the exporter. */
  CAPPED_SAMPLING,
  /** Flow records brought to the time of receipt because the exporter's clock cannot be right. */
  SHIFTED_TIMES,
  /** Flow records that end after their export, or lasted for more than a year: cut. */
  CLAMPED_TIMES,
  /** Counters of bytes that were less than the IP headers of their packets, raised to that. */
  RAISED_BYTES;

  private final String label = name().toLowerCase(Locale.ROOT);

  @SuppressWarnings("EnumOrdinal") // place in a flat array, as new ones are added at the end
  int index() {
    return ordinal();
  }

  /** The name in lower case. */
  public String label() {
    return label;
  }
}
