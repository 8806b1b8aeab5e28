package io.tapline.standalone;

import static com.google.api.FieldBehaviorProto.fieldBehavior;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label.LABEL_REPEATED;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.FieldBehaviorProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.ExtensionRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of {@code proto/STYLE.md} that {@code buf lint} does not know. */
class ContractTest {
  private static final Set<FieldDescriptorProto.Type> UNSIGNED =
      Set.of(
          FieldDescriptorProto.Type.TYPE_UINT32,
          FieldDescriptorProto.Type.TYPE_UINT64,
          FieldDescriptorProto.Type.TYPE_FIXED32,
          FieldDescriptorProto.Type.TYPE_FIXED64);

  private static final Path PROTO = Path.of(System.getProperty("tapline.root"), "proto");

  private static final List<FileDescriptorProto> FILES = files();

  /** Every message by its name in full, as methods refer to it: {@code .tapline.type.v1.Loss}. */
  private static final Map<String, DescriptorProto> MESSAGES = messages();

  @Test
  void every_list_has_pages() {
    assertThat(methods("List", "Search").filter(method -> !hasPages(method)))
        .extracting(MethodDescriptorProto::getName)
        .as("lists without page_size and page_token, or whose answer is not rows, next_page_token")
        .isEmpty();
  }

  @Test
  void a_response_is_named_after_its_rpc_or_is_the_resource_in_the_name() {
    assertThat(methods("").filter(method -> !isNamedAfter(method)))
        .extracting(MethodDescriptorProto::getName)
        .as("rpcs X that answer neither with XResponse nor with the message in which X ends")
        .isEmpty();
  }

  @Test
  void every_field_of_a_request_says_whether_it_is_required() {
    assertThat(
            methods("")
                .map(MethodDescriptorProto::getInputType)
                .distinct()
                .flatMap(name -> fields(name, field -> !field.hasOneofIndex() && !says(field))))
        .as("fields of requests without google.api.field_behavior")
        .isEmpty();
  }

  @Test
  void numbers_are_signed() {
    assertThat(
            MESSAGES.keySet().stream()
                .flatMap(name -> fields(name, field -> UNSIGNED.contains(field.getType()))))
        .as("unsigned fields")
        .isEmpty();
  }

  @Test
  void a_line_has_at_most_120_characters() throws IOException {
    try (Stream<Path> files = Files.walk(PROTO.resolve("src/main/proto"))) {
      List<Path> contracts = files.filter(file -> file.toString().endsWith(".proto")).toList();
      assertThat(contracts).hasSize(FILES.size());
      for (Path contract : contracts) {
        assertThat(Files.readAllLines(contract))
            .as("lines of %s", contract)
            .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
      }
    }
  }

  private static boolean hasPages(MethodDescriptorProto method) {
    DescriptorProto answer = message(method.getOutputType());
    return names(message(method.getInputType())).containsAll(Set.of("page_size", "page_token"))
        && names(answer).contains("next_page_token")
        && answer.getField(0).getLabel() == LABEL_REPEATED
        && answer.getField(0).getNumber() == 1;
  }

  private static boolean isNamedAfter(MethodDescriptorProto method) {
    String answer = method.getOutputType().substring(method.getOutputType().lastIndexOf('.') + 1);
    return answer.equals(method.getName() + "Response") || method.getName().endsWith(answer);
  }

  private static boolean says(FieldDescriptorProto field) {
    return field.getOptions().getExtensionCount(fieldBehavior) > 0;
  }

  /** The methods whose names begin with one of these verbs. */
  private static Stream<MethodDescriptorProto> methods(String... verbs) {
    return FILES.stream()
        .flatMap(file -> file.getServiceList().stream())
        .flatMap(service -> service.getMethodList().stream())
        .filter(method -> Stream.of(verbs).anyMatch(method.getName()::startsWith));
  }

  private static Stream<String> fields(String message, Predicate<FieldDescriptorProto> chosen) {
    return message(message).getFieldList().stream()
        .filter(chosen)
        .map(field -> message.substring(1) + "." + field.getName());
  }

  private static DescriptorProto message(String name) {
    return Objects.requireNonNull(MESSAGES.get(name), name);
  }

  private static Collection<String> names(DescriptorProto message) {
    return message.getFieldList().stream().map(FieldDescriptorProto::getName).toList();
  }

  private static Map<String, DescriptorProto> messages() {
    Map<String, DescriptorProto> messages = new HashMap<>();
    for (FileDescriptorProto file : FILES) {
      for (DescriptorProto message : file.getMessageTypeList()) {
        messages.put("." + file.getPackage() + "." + message.getName(), message);
      }
    }
    return messages;
  }

  /** The contracts as the build of {@code proto} compiled them. */
  private static List<FileDescriptorProto> files() {
    Path compiled = PROTO.resolve("target/generated-sources/grpc/descriptor_set.dsc");
    ExtensionRegistry extensions = ExtensionRegistry.newInstance();
    FieldBehaviorProto.registerAllExtensions(extensions);
    try (InputStream bytes = Files.newInputStream(compiled)) {
      return FileDescriptorSet.parseFrom(bytes, extensions).getFileList();
    } catch (IOException e) {
      throw new AssertionError("no contracts in " + compiled, e);
    }
  }
}
