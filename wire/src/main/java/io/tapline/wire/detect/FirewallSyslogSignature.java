package io.tapline.wire.detect;

/** Packet lines of ipchains, and of netfilter whatever their prefix is. */
final class FirewallSyslogSignature extends LineSignature {
  FirewallSyslogSignature() {
    super(
        FileFormat.FIREWALL_SYSLOG,
        "is a packet line of ipchains (Packet log:) or netfilter (IN= OUT= SRC= DST= PROTO=)");
  }

  @Override
  boolean fits(String line) {
    return isIpchains(line) || isNetfilter(line);
  }

  private static boolean isIpchains(String line) {
    int at = line.indexOf("Packet log: ");
    return at >= 0 && line.indexOf(" PROTO=", at) > 0;
  }

  private static boolean isNetfilter(String line) {
    int at = line.indexOf("IN=");
    int out = line.indexOf(" OUT=", at + 1);
    int source = line.indexOf(" SRC=", out + 1);
    int destination = line.indexOf(" DST=", source + 1);
    boolean all = at >= 0 && out >= 0 && source >= 0 && destination >= 0;
    return all && line.indexOf(" PROTO=", destination) > 0 && !isObject(line);
  }
}
