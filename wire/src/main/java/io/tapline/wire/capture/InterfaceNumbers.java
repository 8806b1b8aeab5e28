package io.tapline.wire.capture;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The interfaces of a pcapng file in which there is one for each link type, or for each name and
 * link type. An interface is described before its first frame. For one thread.
 */
public final class InterfaceNumbers {
  private static final String NO_NAME = "";

  private final PcapngWriter writer;
  private final int snapLength;
  private final Map<String, Map<Integer, Integer>> numbers = new HashMap<>();

  /**
   * @param writer to which nobody else adds interfaces
   * @param snapLength bytes captured of a frame at most; 0 = all
   */
  public InterfaceNumbers(PcapngWriter writer, int snapLength) {
    this.writer = writer;
    this.snapLength = snapLength;
  }

  /** Number of the interface of a link type, without a name; describes it when it is the first. */
  public int number(int linkType) throws IOException {
    return number(linkType, NO_NAME);
  }

  /** The same with a name (if_name). Allocates nothing for an interface that is described. */
  public int number(int linkType, String name) throws IOException {
    Map<Integer, Integer> ofName = numbers.computeIfAbsent(name, _ -> new HashMap<>());
    @Nullable Integer known = ofName.get(linkType);
    if (known == null) {
      known = writer.addInterface(linkType, snapLength, options(name));
      ofName.put(linkType, known);
    }
    return known;
  }

  private static List<PcapngOption> options(String name) {
    return name.isEmpty()
        ? List.of()
        : List.of(new PcapngOption.Text(PcapngBlock.Interface.NAME, name));
  }
}
