package io.tapline.wire.firewall;

import io.tapline.wire.flow.FlowRecord;

/** The one interface that ipchains names: of forwarded and outgoing packets the one they leave. */
final class Devices {
  private Devices() {}

  /** Sets the input or output interface, by the chain that the record has already. */
  static void set(FlowRecord record, String device) {
    String chain = record.firewallChain;
    if (chain.equals("output") || chain.equals("forward")) {
      record.outputInterfaceName = device;
    } else {
      record.inputInterfaceName = device;
    }
  }
}
