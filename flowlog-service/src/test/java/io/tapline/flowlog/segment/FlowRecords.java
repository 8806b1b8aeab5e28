package io.tapline.flowlog.segment;

import io.tapline.wire.flow.FlowRecord;

/** Records of a flow exporter. */
final class FlowRecords {
  private FlowRecords() {}

  /** Says nothing. */
  static FlowRecord silent() {
    FlowRecord record = new FlowRecord();
    record.clear();
    return record;
  }

  /** Says something of its exporter, of routing, of a translation and of a firewall. */
  static FlowRecord telling() {
    FlowRecord record = silent();
    record.exporterLow = 7;
    record.samplingInterval = 10;
    record.sourceAs = 64_500;
    record.natSourceLow = 9;
    record.natSourcePort = 4_000;
    record.inputInterfaceName = "eth0";
    record.firewallChain = "INPUT";
    return record;
  }
}
