package io.tapline.capture;

import static io.tapline.rpc.grpc.Timestamps.timestamp;

import io.tapline.capture.batch.Encoding;
import io.tapline.capture.batch.EncodingMessages;
import io.tapline.capture.deliver.DeliveryState;
import io.tapline.capture.importing.ImportJob;
import io.tapline.capture.importing.ImportRecord;
import io.tapline.capture.source.Libpcap;
import io.tapline.capture.source.LiveSource;
import io.tapline.capture.source.SourceRecord;
import io.tapline.capture.source.SourceSpec;
import io.tapline.capture.source.TcpStatus;
import io.tapline.capture.spool.SpoolTotals;
import io.tapline.capture.v1.FileSource;
import io.tapline.capture.v1.Interface;
import io.tapline.capture.v1.InterfaceSource;
import io.tapline.capture.v1.Source;
import io.tapline.capture.v1.SourceState;
import io.tapline.capture.v1.SourceStatistics;
import io.tapline.capture.v1.TcpConnection;
import io.tapline.capture.v1.TcpSource;
import io.tapline.capture.v1.TcpState;
import io.tapline.capture.v1.UdpSource;
import io.tapline.rpc.Refusal;
import io.tapline.wire.address.IpAddresses;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.pcap4j.core.PcapNetworkInterface;

/** Between the messages of sources and the engine's values. */
public final class SourceMessages {
  private static final int MIN_SNAP_LENGTH = 64;
  private static final int MAX_SNAP_LENGTH = 262_144;
  private static final int MAX_PORT = 65_535;
  private static final int MIN_ETHER_TYPE = 1_536;
  private static final int MAX_ETHER_TYPE = 65_535;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private SourceMessages() {}

  /** What a request wants captured. */
  static SourceSpec spec(Source source) {
    return switch (source.getKindCase()) {
      case INTERFACE -> device(source.getInterface());
      case UDP -> udp(source.getUdp());
      case TCP -> tcp(source.getTcp());
      case FILE -> throw invalid("source.file", "Capture files come in through ImportService.");
      case KIND_NOT_SET ->
          throw invalid("source.kind", "A source is an interface, a UDP port or a TCP server.");
    };
  }

  private static SourceSpec device(InterfaceSource source) {
    int snapLength = source.getSnapLengthBytes();
    if (source.getInterface().isEmpty()) {
      throw invalid("source.interface.interface", "An interface source names its interface.");
    }
    if (snapLength != 0 && (snapLength < MIN_SNAP_LENGTH || snapLength > MAX_SNAP_LENGTH)) {
      throw invalid("source.interface.snap_length_bytes", "A snap length is 64 to 262144, or 0.");
    }
    return new SourceSpec.Interface(
        source.getInterface(),
        filter(source.getProtocol(), source.getBpf()),
        snapLength == 0 ? SourceSpec.DEFAULT_SNAP_LENGTH : snapLength,
        source.getPromiscuous());
  }

  /** With the EtherType, which the filter is asked for too. */
  private static String filter(int protocol, String bpf) {
    if (protocol == 0) {
      return bpf;
    }
    if (protocol < MIN_ETHER_TYPE || protocol > MAX_ETHER_TYPE) {
      throw invalid("source.interface.protocol", "A protocol is 1536 to 65535, or 0 for all.");
    }
    String type = "ether proto " + protocol;
    return bpf.isEmpty() ? type : type + " and (" + bpf + ")";
  }

  private static SourceSpec udp(UdpSource source) {
    if (source.getPort() < 1 || source.getPort() > MAX_PORT) {
      throw invalid("source.udp.port", "A port is 1 to 65535.");
    }
    Encoding encoding =
        EncodingMessages.fromMessage(
            source.getEncoding(), Reason.INVALID_SOURCE, "source.udp.encoding");
    checkDatagrams(encoding.kind());
    checkGroup(source);
    return new SourceSpec.Udp(
        source.getAddress(),
        source.getPort(),
        encoding,
        source.getMulticastGroup(),
        source.getMulticastInterface());
  }

  private static void checkGroup(UdpSource source) {
    boolean group = !source.getMulticastGroup().isEmpty();
    if (group && !source.getAddress().isEmpty()) {
      throw invalid("source.udp.address", "A source of a multicast group has no other address.");
    }
    if (group == source.getMulticastInterface().isEmpty()) {
      throw invalid(
          "source.udp.multicast_interface",
          "A multicast group and the interface on which it is joined go together.");
    }
  }

  private static SourceSpec tcp(TcpSource source) {
    if (source.getPort() < 1 || source.getPort() > MAX_PORT) {
      throw invalid("source.tcp.port", "A port is 1 to 65535.");
    }
    return new SourceSpec.Tcp(source.getHost(), source.getPort());
  }

  private static void checkDatagrams(Encoding.Kind kind) {
    if (!kind.captured() && kind != Encoding.Kind.FIREWALL_LOG) {
      throw invalid(
          "source.udp.encoding.kind",
          "Datagrams carry PACKETS, FLOW_EXPORT, FIREWALL_LOG or DATAGRAMS, not " + kind + ".");
    }
  }

  private static Refusal invalid(String field, String message) {
    return Refusal.ofField(Reason.INVALID_SOURCE, field, message);
  }

  /** A live source as it is now. */
  public static Source message(LiveSource source) {
    SourceRecord record = source.record();
    Source.Builder message =
        Source.newBuilder()
            .setName(record.name())
            .setLogName(source.logName())
            .setState(state(source))
            .setStateReason(reason(source))
            .addAllWarnings(source.warnings())
            .setStatistics(statistics(source.spool().totals()))
            .setCreateTime(timestamp(record.createMillis() * NANOS_PER_MILLI));
    switch (record.spec()) {
      case SourceSpec.Interface device -> message.setInterface(message(device));
      case SourceSpec.Udp udp -> message.setUdp(message(udp));
      case SourceSpec.Tcp tcp -> message.setTcp(message(tcp, source));
    }
    return message.build();
  }

  private static TcpSource message(SourceSpec.Tcp tcp, LiveSource source) {
    TcpSource.Builder message = TcpSource.newBuilder().setHost(tcp.host()).setPort(tcp.port());
    source.tcp().ifPresent(status -> message.setConnection(message(status)));
    return message.build();
  }

  private static TcpConnection message(TcpStatus status) {
    return TcpConnection.newBuilder()
        .setState(status.connected() ? TcpState.TCP_STATE_CONNECTED : TcpState.TCP_STATE_CONNECTING)
        .setLastError(status.lastError())
        .setConnects(status.connects())
        .setFailedConnects(status.failedConnects())
        .setEndedByPeer(status.endedByPeer())
        .setBroken(status.broken())
        .build();
  }

  private static UdpSource message(SourceSpec.Udp udp) {
    return UdpSource.newBuilder()
        .setAddress(udp.address())
        .setPort(udp.port())
        .setEncoding(EncodingMessages.toMessage(udp.encoding()))
        .setMulticastGroup(udp.group())
        .setMulticastInterface(udp.groupInterface())
        .build();
  }

  private static InterfaceSource message(SourceSpec.Interface device) {
    return InterfaceSource.newBuilder()
        .setInterface(device.device())
        .setBpf(device.bpf())
        .setSnapLengthBytes(device.snapLength())
        .setPromiscuous(device.promiscuous())
        .build();
  }

  private static SourceState state(LiveSource source) {
    return source.failure().isEmpty()
        ? state(source.deliverer().state())
        : SourceState.SOURCE_STATE_FAILED;
  }

  private static String reason(LiveSource source) {
    if (!source.failure().isEmpty()) {
      return source.failure();
    }
    return switch (source.deliverer().state()) {
      case FAILED, FAULTY -> source.deliverer().reason();
      case DELIVERING, LOG_AWAY, FINISHED -> "";
    };
  }

  private static SourceState state(DeliveryState state) {
    return switch (state) {
      case DELIVERING -> SourceState.SOURCE_STATE_RUNNING;
      case LOG_AWAY, FAULTY -> SourceState.SOURCE_STATE_SPOOLING;
      case FINISHED -> SourceState.SOURCE_STATE_FINISHED;
      case FAILED -> SourceState.SOURCE_STATE_FAILED;
    };
  }

  private static SourceStatistics statistics(SpoolTotals totals) {
    SourceStatistics.Builder statistics =
        SourceStatistics.newBuilder()
            .setFrames(totals.frames())
            .setBytes(totals.bytes())
            .setAcknowledgedFrames(totals.acknowledgedFrames())
            .setKernelDroppedFrames(totals.kernelDropped())
            .setInterfaceDroppedFrames(totals.interfaceDropped())
            .setSpoolDroppedFrames(totals.spoolDropped())
            .setOwnFrames(totals.ownFrames())
            .setSpooledBytes(totals.spooledBytes());
    if (totals.lastNanos() != 0) {
      statistics.setLastFrameTime(timestamp(totals.lastNanos()));
    }
    return statistics.build();
  }

  static Source message(ImportJob job) {
    ImportRecord record = job.record();
    return Source.newBuilder()
        .setName(record.source())
        .setLogName(record.source())
        .setFile(
            FileSource.newBuilder()
                .setFileName(record.fileName())
                .setSha256(record.sha256())
                .setSizeBytes(record.sizeBytes()))
        .setState(state(job.state()))
        .setStateReason(record.failure())
        .setStatistics(statistics(job))
        .setCreateTime(timestamp(record.importMillis() * NANOS_PER_MILLI))
        .build();
  }

  private static SourceStatistics statistics(ImportJob job) {
    SourceStatistics.Builder statistics =
        SourceStatistics.newBuilder().setAcknowledgedFrames(job.acknowledgedFrames());
    var totals = job.record().totals();
    if (totals != null) {
      statistics.setFrames(totals.frames()).setBytes(totals.bytes());
      if (totals.lastNanos() != null) {
        statistics.setLastFrameTime(timestamp(totals.lastNanos()));
      }
    }
    return statistics.build();
  }

  static Interface message(PcapNetworkInterface device) {
    String reason = Libpcap.whyNotCapturable(device.getName());
    Interface.Builder message =
        Interface.newBuilder()
            .setName(device.getName())
            .setLoopback(device.isLoopBack())
            .setUp(device.isUp())
            .setCapturable(reason.isEmpty())
            .setCapturableReason(reason);
    if (device.getDescription() != null) {
      message.setDescription(device.getDescription());
    }
    device.getAddresses().forEach(address -> message.addAddresses(text(address.getAddress())));
    return message.build();
  }

  /** As RFC 5952 writes it; Java writes out every zero. */
  private static String text(InetAddress address) {
    byte[] octets = address.getAddress();
    if (octets.length == 4) {
      return address.getHostAddress();
    }
    ByteBuffer bytes = ByteBuffer.wrap(octets);
    return IpAddresses.format(bytes.getLong(), bytes.getLong());
  }
}
