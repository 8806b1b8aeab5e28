package io.tapline.wire.netflow;

/**
 * The order of pyflowtools' datagrams, with three faults mended: sequences count modulo 2^32, none
 * is both before and after another (or itself), and engines are told apart.
 */
final class PduOrder {
  private PduOrder() {}

  static boolean isNext(FlowPdu first, FlowPdu second) {
    return isOneSequence(first, second)
        && first.version() != 1
        && (int) (first.sequence() + first.count()) == (int) second.sequence()
        && first.sysUpTime() <= second.sysUpTime()
        && compareTimes(first, second) <= 0;
  }

  static boolean isBefore(FlowPdu first, FlowPdu second) {
    if (!isOneSequence(first, second)) {
      return false;
    }
    if (first.sequence() == second.sequence()) {
      return compareTimes(first, second) < 0;
    }
    return isNext(first, second) || (!isNext(second, first) && isLowerNumber(first, second));
  }

  /** A smaller uptime with a higher number tells of a reboot or a wrap; times turn round then. */
  private static boolean isLowerNumber(FlowPdu first, FlowPdu second) {
    if (first.sequence() > second.sequence()) {
      return false;
    }
    int times = compareTimes(first, second);
    return first.sysUpTime() <= second.sysUpTime() ? times <= 0 : times >= 0;
  }

  static boolean isSameInstant(FlowPdu first, FlowPdu second) {
    return isOneSequence(first, second)
        && first.sequence() == second.sequence()
        && compareTimes(first, second) == 0;
  }

  private static boolean isOneSequence(FlowPdu first, FlowPdu second) {
    return first.exporter() == second.exporter()
        && first.format() == second.format()
        && first.engineType() == second.engineType()
        && first.engineId() == second.engineId();
  }

  private static int compareTimes(FlowPdu first, FlowPdu second) {
    int seconds = Long.compare(first.unixSecs(), second.unixSecs());
    return seconds != 0 ? seconds : Long.compare(first.unixNsecs(), second.unixNsecs());
  }
}
