package io.tapline.capture.source;

import io.tapline.capture.CaptureException;
import io.tapline.capture.CaptureException.Reason;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.pcap4j.core.BpfProgram;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.TimestampPrecision;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;
import org.pcap4j.core.Pcaps;
import org.pcap4j.packet.namednumber.DataLinkType;

/** The system's libpcap. Where it is missing every call says what to install. */
public final class Libpcap {
  private static final int READ_TIMEOUT_MILLIS = 50;
  private static final int PROBE_SNAP_LENGTH = 64;

  private Libpcap() {}

  /** Every interface that libpcap names. */
  static List<PcapNetworkInterface> interfaces() {
    return call(Pcaps::findAllDevs);
  }

  /**
   * Opens an interface for capture.
   *
   * @throws CaptureException INTERFACE_NOT_FOUND, CAPTURE_NOT_PERMITTED, INVALID_BPF,
   *     LIBPCAP_MISSING
   */
  static PcapHandle open(SourceSpec.Interface spec, int bufferBytes) {
    checkFound(spec.device());
    PcapHandle handle =
        call(() -> build(spec, bufferBytes, TimestampPrecision.NANO), spec.device());
    try {
      if (!spec.bpf().isEmpty()) {
        handle.setFilter(spec.bpf(), BpfCompileMode.OPTIMIZE);
      }
      return handle;
    } catch (PcapNativeException | org.pcap4j.core.NotOpenException e) {
      handle.close();
      throw invalidBpf(spec.bpf(), e);
    }
  }

  /** Whether an interface is there and a loopback. */
  static boolean loopback(String device) {
    return interfaces().stream()
        .anyMatch(found -> found.getName().equals(device) && found.isLoopBack());
  }

  /** Why capturing on this interface fails now; empty when it would work. */
  static String whyNotCapturable(String device) {
    try {
      SourceSpec.Interface probe = new SourceSpec.Interface(device, "", PROBE_SNAP_LENGTH, false);
      call(() -> build(probe, 1 << 16, TimestampPrecision.MICRO), device).close();
      return "";
    } catch (CaptureException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /**
   * Compiles a filter for frames of one link type. The caller frees it.
   *
   * @throws CaptureException INVALID_BPF, LIBPCAP_MISSING
   */
  public static BpfProgram compile(String expression, int linkType, int snapLength) {
    return call(
        () -> {
          PcapHandle dead = Pcaps.openDead(DataLinkType.getInstance(linkType), snapLength);
          try {
            return dead.compileFilter(
                expression, BpfCompileMode.OPTIMIZE, PcapHandle.PCAP_NETMASK_UNKNOWN);
          } catch (PcapNativeException e) {
            throw invalidBpf(expression, e);
          } finally {
            dead.close();
          }
        });
  }

  private static PcapHandle build(
      SourceSpec.Interface spec, int bufferBytes, TimestampPrecision precision)
      throws PcapNativeException {
    return new PcapHandle.Builder(spec.device())
        .snaplen(spec.snapLength())
        .promiscuousMode(
            spec.promiscuous() ? PromiscuousMode.PROMISCUOUS : PromiscuousMode.NONPROMISCUOUS)
        .timeoutMillis(READ_TIMEOUT_MILLIS)
        .bufferSize(bufferBytes)
        .timestampPrecision(precision)
        .build();
  }

  private static void checkFound(String name) {
    List<PcapNetworkInterface> devices = interfaces();
    if (devices.stream().noneMatch(device -> device.getName().equals(name))) {
      throw notFound(name, devices);
    }
  }

  private static CaptureException notFound(String name, List<PcapNetworkInterface> devices) {
    String there =
        devices.stream().map(PcapNetworkInterface::getName).collect(Collectors.joining(", "));
    return new CaptureException(
        Reason.INTERFACE_NOT_FOUND, "There is no interface " + name + "; there are " + there + ".");
  }

  private static <T> T call(Callable<T> action) {
    return call(action, "");
  }

  /** Calls libpcap; what goes wrong becomes one sentence. */
  static <T> T call(Callable<T> action, String device) {
    try {
      return action.call();
    } catch (CaptureException e) {
      throw e;
    } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError e) {
      throw new CaptureException(
          Reason.LIBPCAP_MISSING,
          "libpcap is not installed: install the package libpcap0.8 (Debian, Ubuntu) or libpcap"
              + " (Fedora, Alpine) and start the sensor again.",
          e);
    } catch (Exception e) {
      throw failure(device, e);
    }
  }

  private static CaptureException failure(String device, Exception cause) {
    String message = String.valueOf(cause.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("permi")) {
      return new CaptureException(
          Reason.CAPTURE_NOT_PERMITTED,
          "Capturing on "
              + device
              + " needs CAP_NET_RAW (and CAP_NET_ADMIN for promiscuous mode): run the sensor as"
              + " root or give its Java the capability with `setcap cap_net_raw,cap_net_admin+eip"
              + " .../bin/java`.",
          cause);
    }
    if (lower.contains("no such device") || lower.contains("doesn't exist")) {
      return new CaptureException(
          Reason.INTERFACE_NOT_FOUND, "There is no interface " + device + ".", cause);
    }
    return new CaptureException(
        Reason.INVALID_SOURCE, "libpcap cannot open " + device + ": " + message + ".", cause);
  }

  private static CaptureException invalidBpf(String expression, Exception cause) {
    return new CaptureException(
        Reason.INVALID_BPF,
        "'"
            + expression
            + "' is not a filter that libpcap understands here: "
            + cause.getMessage()
            + ".",
        cause);
  }
}
