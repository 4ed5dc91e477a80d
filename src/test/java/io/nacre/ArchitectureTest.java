package io.nacre;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What may know what. A new package, or a new direction between two, is entered here first, with a reason in
 * {@code docs/decisions/}.
 *
 * <p>Packages are named by strings alone, and rules hold for packages that do not exist yet.
 */
class ArchitectureTest {

    /** The library as compiled, wherever the build put it, without tests and benchmarks. */
    private static final JavaClasses NACRE = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("io.nacre");

    @Test
    void packagesUseOnlyWhatLiesToTheirRight() {
        check(layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("root")
                .definedBy("io.nacre")
                .layer("error")
                .definedBy("io.nacre.error")
                .layer("tensor")
                .definedBy("io.nacre.tensor..")
                .layer("op")
                .definedBy("io.nacre.op..")
                .layer("graph")
                .definedBy("io.nacre.graph..")
                .layer("nn")
                .definedBy("io.nacre.nn..")
                .layer("model")
                .definedBy("io.nacre.model..")
                .layer("backend")
                .definedBy("io.nacre.backend")
                .layer("cpu")
                .definedBy("io.nacre.backend.cpu..")
                .layer("opencl")
                .definedBy("io.nacre.backend.opencl..")
                .layer("plan")
                .definedBy("io.nacre.plan..")
                .layer("lab")
                .definedBy("io.nacre.lab..")
                .layer("cli")
                .definedBy("io.nacre.cli..")
                // cli → lab → plan → model → nn → graph → op → tensor
                .whereLayer("error")
                .mayNotAccessAnyLayer()
                .whereLayer("tensor")
                .mayOnlyAccessLayers("error")
                .whereLayer("op")
                .mayOnlyAccessLayers("error", "tensor")
                .whereLayer("graph")
                .mayOnlyAccessLayers("error", "tensor", "op")
                .whereLayer("nn")
                .mayOnlyAccessLayers("error", "tensor", "op", "graph")
                .whereLayer("model")
                .mayOnlyAccessLayers("error", "tensor", "op", "graph", "nn")
                // plan → backend → op
                .whereLayer("backend")
                .mayOnlyAccessLayers("error", "tensor", "op")
                .whereLayer("plan")
                .mayOnlyAccessLayers("error", "tensor", "op", "graph", "nn", "model", "backend")
                // The two backends know the seam, and neither each other nor anything above it.
                .whereLayer("cpu")
                .mayOnlyAccessLayers("error", "tensor", "op", "backend")
                .whereLayer("opencl")
                .mayOnlyAccessLayers("error", "tensor", "op", "backend")
                // Tuning and the lab reach into OpenCL.
                .whereLayer("lab")
                .mayOnlyAccessLayers("error", "tensor", "op", "graph", "nn", "model", "backend", "plan", "opencl")
                // The façade finds backends by ServiceLoader; only the command line stands above it.
                .whereLayer("root")
                .mayOnlyAccessLayers("error", "backend")
                .whereLayer("root")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("cli")
                .mayOnlyAccessLayers(
                        "root", "error", "tensor", "op", "graph", "nn", "model", "backend", "plan", "opencl", "lab"));
    }

    @Test
    void everyPackageHasItsPlace() {
        check(classes()
                .should()
                .resideInAnyPackage(
                        "io.nacre",
                        "io.nacre.error",
                        "io.nacre.tensor..",
                        "io.nacre.op..",
                        "io.nacre.graph..",
                        "io.nacre.nn..",
                        "io.nacre.model..",
                        "io.nacre.backend",
                        "io.nacre.backend.cpu..",
                        "io.nacre.backend.opencl..",
                        "io.nacre.plan..",
                        "io.nacre.lab..",
                        "io.nacre.cli.."));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("io.nacre.(**)").should().beFreeOfCycles());
    }

    @ParameterizedTest(name = "{0} only in {1}")
    @CsvSource({
        "org.jocl.., io.nacre.backend.opencl.cl..",
        "jdk.incubator.., io.nacre.backend.cpu.simd..",
        "com.google.protobuf.., io.nacre.model.onnx..",
        "io.nacre.model.onnx.schema.., io.nacre.model.onnx..", // generated from src/main/proto
        "picocli.., io.nacre.cli..",
    })
    void othersCodeStaysBehindOnePackage(String library, String home) {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library));
    }

    @Test
    void layersOpsAndTensorsAreValues() {
        check(classes()
                .that()
                .resideInAnyPackage("io.nacre.nn..", "io.nacre.op..", "io.nacre.tensor..")
                .should(beARecordEnumInterfaceOrFinalClassWithFinalFields()));
    }

    @Test
    void namesSayWhatAThingIs() {
        check(classes().should().haveNameNotMatching(".*(Impl|Utils?|Helper|Manager)"));
    }

    @Test
    void onlyTheCommandLineAndTheLabPrint() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.nacre.cli..", "io.nacre.lab..")
                .should(ACCESS_STANDARD_STREAMS));
    }

    @Test
    void onlyBackendsAndPlansAllocateDeviceMemory() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.nacre.backend..", "io.nacre.plan..")
                .should(callMethodWhere(describe("Backend.allocate is called", ArchitectureTest::isBackendAllocate))));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(NACRE);
    }

    private static boolean isBackendAllocate(JavaMethodCall call) {
        return call.getName().equals("allocate") && call.getTargetOwner().isAssignableTo("io.nacre.backend.Backend");
    }

    private static ArchCondition<JavaClass> beARecordEnumInterfaceOrFinalClassWithFinalFields() {
        return new ArchCondition<>("be a record, an enum, an interface, or a final class with final fields") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean value = type.isRecord() || type.isEnum() || type.isInterface() || isMadeByCompiler(type);
                boolean closed = value || type.getModifiers().contains(JavaModifier.FINAL);
                events.add(new SimpleConditionEvent(type, closed, type.getName() + " could be extended"));
                changingFields(type)
                        .forEach(field -> events.add(
                                SimpleConditionEvent.violated(field, field.getFullName() + " is not final")));
            }
        };
    }

    /** Bodies of enum constants, and the tables behind a switch over an enum. */
    private static boolean isMadeByCompiler(JavaClass type) {
        return type.isAnonymousClass() || type.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static Stream<JavaField> changingFields(JavaClass type) {
        return type.getFields().stream().filter(field -> !field.getModifiers().contains(JavaModifier.FINAL));
    }
}
