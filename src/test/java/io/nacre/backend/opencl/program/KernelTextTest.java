package io.nacre.backend.opencl.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelTextTest {

    private static KernelText text(String text) {
        return new KernelText(text, "k");
    }

    @Test
    void pointersAreMovedToTheirTensorsAndLinesStay() {
        assertThat(
                        text("kernel void k(const global float *x, // the input, x\n    global float *restrict y, int n) {\n}\n")
                                .atTensors())
                .isEqualTo("kernel void k(const global float *x, // the input, x\n    global float *restrict y, int n,"
                        + " const long x_offset, const long y_offset) { x += x_offset; y += y_offset;\n}\n");
    }

    @Test
    void whoAsksForOffsetsMovesItself() {
        String asks = "kernel void k(global float *y, const long y_offset) { y[y_offset] = 0; }";
        assertThat(text(asks).atTensors()).isEqualTo(asks);
    }

    @Test
    void commentsAndOtherFunctionsAreLeftAlone() {
        assertThat(text("// void k(float *z) { }\nvoid kk(float *p) { }\nkernel void k (global int*y /* int *a */) { }")
                        .atTensors())
                .isEqualTo("// void k(float *z) { }\nvoid kk(float *p) { }\n"
                        + "kernel void k (global int*y /* int *a */, const long y_offset) { y += y_offset; }");
    }

    @Test
    void aKernelThatIsNotFoundStaysAsItIs() {
        assertThat(text("KERNEL(k, float *y)").atTensors()).isEqualTo("KERNEL(k, float *y)");
    }

    @Test
    void parametersHaveLines() {
        KernelText text = text("// first\n#define n 1\nkernel void k(\n    global int *x, // n\n    int n) { }");
        assertThat(text.line("x")).contains(4);
        assertThat(text.line("n")).contains(5);
        assertThat(text.line("y")).isEmpty();
    }

    @Test
    void commentsDoNotUseWords() {
        assertThat(text("// EPILOGUE\n/* EPILOGUE\n EPILOGUE */ EPILOGUE_PARAMETERS")
                        .uses("EPILOGUE"))
                .isFalse();
        assertThat(text("EPILOGUE(result)").uses("EPILOGUE")).isTrue();
    }
}
