package io.tapline.capture.frames;

import io.tapline.capture.source.Libpcap;
import java.util.HashMap;
import java.util.Map;
import org.pcap4j.core.BpfProgram;

/** A libpcap filter, compiled once for each link type that occurs. For one thread. */
final class FrameFilter implements AutoCloseable {
  private static final int SNAP_LENGTH = 262_144;
  private static final int ETHERNET = 1;

  private final String expression;
  private final Map<Integer, BpfProgram> programs = new HashMap<>();

  /** Checks the expression; empty takes every frame and needs no libpcap. */
  FrameFilter(String expression) {
    this.expression = expression;
    if (!expression.isEmpty()) {
      programs.put(ETHERNET, compile(ETHERNET));
    }
  }

  boolean matches(byte[] frame, int originalLength, int linkType) {
    return expression.isEmpty()
        || programs
            .computeIfAbsent(linkType, this::compile)
            .applyFilter(frame, originalLength, frame.length);
  }

  boolean takesAll() {
    return expression.isEmpty();
  }

  @Override
  public void close() {
    programs.values().forEach(BpfProgram::free);
    programs.clear();
  }

  private BpfProgram compile(int linkType) {
    return Libpcap.compile(expression, linkType, SNAP_LENGTH);
  }
}
