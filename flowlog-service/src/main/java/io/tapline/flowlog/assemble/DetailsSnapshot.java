package io.tapline.flowlog.assemble;

import org.jspecify.annotations.Nullable;

/**
 * Details of a connection in a snapshot: a byte that says whether there are any, sampling interval,
 * both endpoints, two texts. Numbers that may be unknown are written plus one.
 */
final class DetailsSnapshot {
  private DetailsSnapshot() {}

  static void write(SnapshotWriter out, @Nullable ExportedDetails details) {
    if (details == null) {
      out.writeByte(0);
      return;
    }
    out.writeByte(1);
    out.writeLong(details.samplingInterval());
    write(out, details.low());
    write(out, details.high());
    out.writeText(details.firewallAction());
    out.writeText(details.firewallChain());
  }

  private static void write(SnapshotWriter out, EndpointDetails endpoint) {
    out.writeLong(endpoint.interfaceIndex() + 1);
    out.writeText(endpoint.interfaceName());
    out.writeLong(endpoint.autonomousSystem() + 1);
    out.writeLong(endpoint.maskBits() + 1);
    out.writeLong(endpoint.tos() + 1);
    out.writeLong(endpoint.nextHopHigh());
    out.writeLong(endpoint.nextHopLow());
    out.writeLong(endpoint.natHigh());
    out.writeLong(endpoint.natLow());
    out.writeLong(endpoint.natPort());
    out.writeLong(endpoint.tag() + 1);
  }

  static @Nullable ExportedDetails read(SnapshotReader in) {
    if (in.readByte() == 0) {
      return null;
    }
    return new ExportedDetails(
        in.readLong(), readEndpoint(in), readEndpoint(in), in.readText(), in.readText());
  }

  private static EndpointDetails readEndpoint(SnapshotReader in) {
    return new EndpointDetails(
        in.readLong() - 1,
        in.readText(),
        in.readLong() - 1,
        (int) in.readLong() - 1,
        (int) in.readLong() - 1,
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        (int) in.readLong(),
        in.readLong() - 1);
  }
}
