package io.tapline.rpc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of all services: a reason for programs, a sentence for people, details by name,
 * and the fields of the request that are at fault.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Name of the detail that carries the field at fault. */
  private static final String FIELD = "field";

  private final transient RefusalReason reason;
  private final String sentence;
  private final transient Map<String, String> details;
  private final transient List<FieldViolation> violations;

  public Refusal(RefusalReason reason, String sentence) {
    this(reason, sentence, Map.of());
  }

  public Refusal(RefusalReason reason, String sentence, Map<String, String> details) {
    this(reason, sentence, details, List.of(), null);
  }

  public Refusal(RefusalReason reason, String sentence, Throwable cause) {
    this(reason, sentence, Map.of(), List.of(), cause);
  }

  public Refusal(
      RefusalReason reason,
      String sentence,
      Map<String, String> details,
      List<FieldViolation> violations,
      @Nullable Throwable cause) {
    super(sentence, cause);
    this.reason = reason;
    this.sentence = sentence;
    this.details = Map.copyOf(details);
    this.violations = List.copyOf(violations);
  }

  /** Bad input in one field of the request. */
  public static Refusal ofField(RefusalReason reason, String field, String sentence) {
    return ofField(reason, field, sentence, Map.of());
  }

  /**
   * @param details besides the field's name, which is a detail as well
   */
  public static Refusal ofField(
      RefusalReason reason, String field, String sentence, Map<String, String> details) {
    Map<String, String> all = new HashMap<>(details);
    all.put(FIELD, field);
    return new Refusal(reason, sentence, all, List.of(new FieldViolation(field, sentence)), null);
  }

  public RefusalReason reason() {
    return reason;
  }

  public String sentence() {
    return sentence;
  }

  /** What programs want besides the reason, for example the position of the fault in a filter. */
  public Map<String, String> details() {
    return details;
  }

  public List<FieldViolation> violations() {
    return violations;
  }
}
