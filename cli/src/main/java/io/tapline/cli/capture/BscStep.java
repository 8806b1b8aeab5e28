package io.tapline.cli.capture;

import io.tapline.capture.v1.Handler;
import io.tapline.capture.v1.InterfaceSource;
import io.tapline.capture.v1.Source;
import io.tapline.capture.v1.TcpSource;
import io.tapline.capture.v1.UdpSource;

/** A source or a handler that a {@code bsc.yaml} wants. */
sealed interface BscStep {

  /** The handler of the file that wants it first, for messages. */
  String place();

  /** Whether the sensor has it already, with equal settings. */
  boolean there();

  /** {@code source} or {@code handler}. */
  String kind();

  String name();

  /** What it captures from, or the source that it writes. */
  String of();

  /** A source with its name. */
  record OfSource(String place, Source source, boolean there) implements BscStep {
    @Override
    public String kind() {
      return "source";
    }

    @Override
    public String name() {
      return source.getName();
    }

    @Override
    public String of() {
      return switch (source.getKindCase()) {
        case UDP -> port(BscAddress.settings(source).getUdp());
        case TCP -> server(BscAddress.settings(source).getTcp());
        case INTERFACE -> device(source.getInterface());
        case FILE, KIND_NOT_SET -> "";
      };
    }

    private static String port(UdpSource udp) {
      return "udp " + udp.getAddress() + " " + udp.getPort();
    }

    private static String server(TcpSource tcp) {
      return "tcp " + tcp.getHost() + " " + tcp.getPort();
    }

    private static String device(InterfaceSource device) {
      String filter = device.getBpf().isEmpty() ? "" : ", " + device.getBpf();
      return "interface " + device.getInterface() + filter;
    }
  }

  /** A handler with the name of its source. */
  record OfHandler(String place, Handler handler, boolean there) implements BscStep {
    @Override
    public String kind() {
      return "handler";
    }

    @Override
    public String name() {
      return handler.getName();
    }

    @Override
    public String of() {
      return handler.getSource();
    }
  }
}
