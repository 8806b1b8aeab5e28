package io.tapline.capture.transform;

import io.tapline.capture.Reason;
import io.tapline.rpc.Refusal;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes transforms of what was asked for; the only place that knows their names. */
public final class Transforms {
  /** Transforms of one handler at most. */
  public static final int MAX_TRANSFORMS = 16;

  private static final int MAX_FRAME_BYTES = 262_144;
  private static final int MAX_ONE_IN = 1_000_000_000;
  private static final String FIELD = "handler.pre_write_transforms";

  /** The parameters of each transform; all of them are required. */
  private static final Map<String, Set<String>> PARAMETERS =
      Map.of(
          "identity", Set.of(),
          "identity_transform", Set.of(),
          "truncate", Set.of("bytes"),
          "bpf", Set.of("filter"),
          "sample", Set.of("one_in"),
          "strip-payload", Set.of(),
          "de-tunnel", Set.of(),
          "anonymize", Set.of(TransformSpec.SECRET));

  /** Those that need packets to do their work on. */
  private static final Set<String> ON_PACKETS =
      Set.of("bpf", "strip-payload", "de-tunnel", "anonymize");

  private final FilterCompiler filters;

  public Transforms(FilterCompiler filters) {
    this.filters = filters;
  }

  /** The names of all transforms; {@code identity_transform} is AIT's name of the identity. */
  public static List<String> names() {
    return PARAMETERS.keySet().stream().sorted().toList();
  }

  /** Whether a transform fails on everything that is no packet. */
  public static boolean looksIntoPackets(String name) {
    return ON_PACKETS.contains(name);
  }

  /**
   * The chain of these transforms.
   *
   * @throws Refusal INVALID_HANDLER, INVALID_BPF, LIBPCAP_MISSING
   */
  public TransformChain chain(List<TransformSpec> specs) {
    if (specs.size() > MAX_TRANSFORMS) {
      throw invalid("A handler has " + MAX_TRANSFORMS + " transforms at most.");
    }
    TransformChain chain = new TransformChain();
    try {
      specs.forEach(spec -> chain.add(spec.name(), transform(spec)));
      return chain;
    } catch (RuntimeException e) {
      chain.close();
      throw e;
    }
  }

  /** Instead of a chain that cannot be made: every frame is counted as failed by the first. */
  public static TransformChain failing(List<TransformSpec> specs) {
    TransformChain chain = new TransformChain();
    specs.forEach(spec -> chain.add(spec.name(), _ -> Transform.Outcome.FAILED));
    return chain;
  }

  private Transform transform(TransformSpec spec) {
    Set<String> parameters = PARAMETERS.get(spec.name());
    if (parameters == null) {
      throw invalid(
          "There is no transform '%s'; there are %s."
              .formatted(spec.name(), String.join(", ", names())));
    }
    if (!spec.parameters().keySet().equals(parameters)) {
      throw invalid(
          "The transform %s has the parameters %s."
              .formatted(spec.name(), parameters.stream().sorted().toList()));
    }
    return switch (spec.name()) {
      case "truncate" -> new Truncate(number(spec, "bytes", MAX_FRAME_BYTES));
      case "bpf" -> new BpfFilter(parameter(spec, "filter"), filters);
      case "sample" -> new Sample(number(spec, "one_in", MAX_ONE_IN));
      case "strip-payload" -> new StripPayload();
      case "de-tunnel" -> new DeTunnel();
      case "anonymize" -> new Anonymize(new CryptoPan(key(spec)));
      default -> _ -> Transform.Outcome.KEPT;
    };
  }

  private static int number(TransformSpec spec, String name, int maximum) {
    try {
      int number = Integer.parseInt(parameter(spec, name));
      if (number >= 1 && number <= maximum) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw invalid("%s of %s is 1 to %d.".formatted(name, spec.name(), maximum));
  }

  private static byte[] key(TransformSpec spec) {
    try {
      byte[] key = HexFormat.of().parseHex(parameter(spec, TransformSpec.SECRET));
      if (key.length == CryptoPan.KEY_BYTES) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw invalid("The key of anonymize has 64 hexadecimal digits.");
  }

  private static String parameter(TransformSpec spec, String name) {
    return spec.parameters().getOrDefault(name, "");
  }

  private static Refusal invalid(String sentence) {
    return Refusal.ofField(Reason.INVALID_HANDLER, FIELD, sentence);
  }
}
