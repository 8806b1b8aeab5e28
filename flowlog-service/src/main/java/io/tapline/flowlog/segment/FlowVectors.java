package io.tapline.flowlog.segment;

import io.tapline.flowlog.assemble.ConnectionView;
import io.tapline.flowlog.assemble.EndpointDetails;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.VarCharVector;

/**
 * The columns of a batch that most captured packets have no values for. Untouched, and not
 * allocated, until the first row that has one; null wherever nothing was reported.
 */
final class FlowVectors implements AutoCloseable {
  private final Columns columns;
  private final VarCharVector tunnel;
  private final VarCharVector icmpError;
  private final BigIntVector exporterHigh;
  private final BigIntVector exporterLow;
  private final BigIntVector observationDomain;
  private final BigIntVector flowRecords;
  private final BigIntVector samplingInterval;
  private final BigIntVector inputInterface;
  private final BigIntVector outputInterface;
  private final VarCharVector inputInterfaceName;
  private final VarCharVector outputInterfaceName;
  private final BigIntVector clientAs;
  private final BigIntVector serverAs;
  private final UInt1Vector clientMask;
  private final UInt1Vector serverMask;
  private final UInt1Vector clientTos;
  private final UInt1Vector serverTos;
  private final BigIntVector nextHopHigh;
  private final BigIntVector nextHopLow;
  private final BigIntVector natClientHigh;
  private final BigIntVector natClientLow;
  private final UInt2Vector natClientPort;
  private final BigIntVector natServerHigh;
  private final BigIntVector natServerLow;
  private final UInt2Vector natServerPort;
  private final BigIntVector clientTag;
  private final BigIntVector serverTag;
  private final VarCharVector firewallAction;
  private final VarCharVector firewallChain;
  private final BigIntVector outerFirstHigh;
  private final BigIntVector outerFirstLow;
  private final BigIntVector outerSecondHigh;
  private final BigIntVector outerSecondLow;

  /** Columns before those of the ends of tunnels. */
  private final int withoutEnds;

  private boolean endsUsed;
  private boolean allocated;
  private boolean used;
  private long textBytes;

  FlowVectors(BufferAllocator allocator) {
    columns = new Columns(allocator);
    tunnel = columns.texts("tunnel");
    icmpError = columns.texts("icmp_error");
    exporterHigh = columns.longs("exporter_high");
    exporterLow = columns.longs("exporter_low");
    observationDomain = columns.longs("observation_domain");
    flowRecords = columns.longs("flow_records");
    samplingInterval = columns.longs("sampling_interval");
    inputInterface = columns.longs("input_interface");
    outputInterface = columns.longs("output_interface");
    inputInterfaceName = columns.texts("input_interface_name");
    outputInterfaceName = columns.texts("output_interface_name");
    clientAs = columns.longs("client_as");
    serverAs = columns.longs("server_as");
    clientMask = columns.octets("client_mask");
    serverMask = columns.octets("server_mask");
    clientTos = columns.octets("client_tos");
    serverTos = columns.octets("server_tos");
    nextHopHigh = columns.longs("next_hop_high");
    nextHopLow = columns.longs("next_hop_low");
    natClientHigh = columns.longs("nat_client_high");
    natClientLow = columns.longs("nat_client_low");
    natClientPort = columns.shorts("nat_client_port");
    natServerHigh = columns.longs("nat_server_high");
    natServerLow = columns.longs("nat_server_low");
    natServerPort = columns.shorts("nat_server_port");
    clientTag = columns.longs("client_tag");
    serverTag = columns.longs("server_tag");
    firewallAction = columns.texts("firewall_action");
    firewallChain = columns.texts("firewall_chain");
    withoutEnds = columns.vectors().size();
    outerFirstHigh = columns.longs("outer_first_high");
    outerFirstLow = columns.longs("outer_first_low");
    outerSecondHigh = columns.longs("outer_second_high");
    outerSecondLow = columns.longs("outer_second_low");
  }

  /** Whether the columns say anything about a row. */
  static boolean concern(ConnectionView view) {
    return view.flowRecords() > 0 || view.icmpError() != 0 || !view.tunnel().isEmpty();
  }

  /** Whether a row since the last {@link #clear} has a value. */
  boolean used() {
    return used;
  }

  /** Those that have a value, or are of the same format as one that has. */
  List<FieldVector> vectors() {
    return endsUsed ? columns.vectors() : columns.vectors().subList(0, withoutEnds);
  }

  /** The format of a segment with these columns. */
  int formatVersion() {
    return endsUsed ? SegmentFormat.TUNNELS : SegmentFormat.FLOWS;
  }

  /** Of a row that has values; Arrow grows the vectors where they are too short. */
  void append(int row, ConnectionView view) {
    if (!allocated) {
      columns.allocate();
      allocated = true;
    }
    used = true;
    text(tunnel, row, view.tunnel());
    text(icmpError, row, typeAndCode(view.icmpError()));
    appendEnds(row, view);
    if (view.flowRecords() > 0) {
      appendExport(row, view);
      appendClient(row, view.client());
      appendServer(row, view.server());
    }
  }

  private void appendEnds(int row, ConnectionView view) {
    boolean first =
        address(outerFirstHigh, outerFirstLow, row, view.outerFirstHigh(), view.outerFirstLow());
    boolean second =
        address(
            outerSecondHigh, outerSecondLow, row, view.outerSecondHigh(), view.outerSecondLow());
    endsUsed |= first || second;
  }

  private static String typeAndCode(int error) {
    return error == 0 ? "" : (error >> 8) + "/" + (error & 0xff);
  }

  private void appendExport(int row, ConnectionView view) {
    address(exporterHigh, exporterLow, row, view.exporterHigh(), view.exporterLow());
    observationDomain.setSafe(row, view.observationDomain());
    flowRecords.setSafe(row, view.flowRecords());
    samplingInterval.setSafe(row, view.samplingInterval());
    text(firewallAction, row, view.firewallAction());
    text(firewallChain, row, view.firewallChain());
  }

  private void appendClient(int row, EndpointDetails client) {
    number(inputInterface, row, client.interfaceIndex());
    text(inputInterfaceName, row, client.interfaceName());
    number(clientAs, row, client.autonomousSystem());
    octet(clientMask, row, client.maskBits());
    octet(clientTos, row, client.tos());
    number(clientTag, row, client.tag());
    address(nextHopHigh, nextHopLow, row, client.nextHopHigh(), client.nextHopLow());
    if (address(natClientHigh, natClientLow, row, client.natHigh(), client.natLow())) {
      natClientPort.setSafe(row, client.natPort());
    }
  }

  private void appendServer(int row, EndpointDetails server) {
    number(outputInterface, row, server.interfaceIndex());
    text(outputInterfaceName, row, server.interfaceName());
    number(serverAs, row, server.autonomousSystem());
    octet(serverMask, row, server.maskBits());
    octet(serverTos, row, server.tos());
    number(serverTag, row, server.tag());
    if (address(natServerHigh, natServerLow, row, server.natHigh(), server.natLow())) {
      natServerPort.setSafe(row, server.natPort());
    }
  }

  private static void number(BigIntVector vector, int row, long value) {
    if (value >= 0) {
      vector.setSafe(row, value);
    }
  }

  private static void octet(UInt1Vector vector, int row, int value) {
    if (value >= 0) {
      vector.setSafe(row, value);
    }
  }

  private static boolean address(
      BigIntVector halfHigh, BigIntVector halfLow, int row, long high, long low) {
    boolean reported = (high | low) != 0;
    if (reported) {
      halfHigh.setSafe(row, high);
      halfLow.setSafe(row, low);
    }
    return reported;
  }

  private void text(VarCharVector vector, int row, String value) {
    if (!value.isEmpty()) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      vector.setSafe(row, bytes);
      textBytes += bytes.length;
    }
  }

  /** Memory that so many rows take. */
  long sizeBytes(int rows) {
    if (!used) {
      return 0;
    }
    return textBytes + (long) rows * Columns.rowBytes(vectors());
  }

  /** Forgets the values and keeps the memory. */
  void clear() {
    if (used) {
      columns.vectors().forEach(FieldVector::reset);
    }
    used = false;
    endsUsed = false;
    textBytes = 0;
  }

  @Override
  public void close() {
    columns.close();
  }
}
