package io.nacre.backend.cpu.simd;
import io.nacre.backend.cpu.micro.*;
public class TmpBench {
    interface R { void run(); }
    static void time(String n, R r) {
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 12; round++) {
            int it = 0; long t0 = System.nanoTime(), t1;
            do { for (int i=0;i<50;i++) r.run(); it+=50; t1 = System.nanoTime(); } while (t1 - t0 < 100_000_000L);
            best = Math.min(best, (t1 - t0) / it);
        }
        System.out.println(n + " " + best + " ns");
    }
    public static void main(String[] a) {
        float[] s = new float[1<<20];
        for (int i=0;i<s.length;i++) s[i]=(i*31%17-8)*.1f;
        for (int m : new int[]{4,2}) {
            TileTransform t = m==4? new FourByFour() : new TwoByTwo();
            int tiles=14, rows=3, n2=(m+2)*(m+2); int lines=m*rows+2; int len=lines*15; int pitch=(len+15)/16*16;
            time(m+" split", () -> t.split(s,0,s,100000,pitch,len));
            time(m+" input 14x3 (3 vec)", () -> t.input(s,100000,pitch,15,rows,tiles,s,200000,64*48+16,s,150000));
            time(m+" output 42 (3 vec)", () -> t.output(s,200000,8*48+16,42,s,100000,48,s,150000));
        }
        SimdProduct p = new SimdProduct(); int[] off=new int[64]; for(int i=0;i<64;i++) off[i]=i*48;
        time("product 8x48x64", () -> p.multiply(s,0,s,200000,off,64,s,100000,48,8,42));
        int[] off2=new int[576]; for(int i=0;i<576;i++) off2[i]=i*48;
        time("product 8x48x576", () -> p.multiply(s,0,s,200000,off2,576,s,100000,48,8,48));
    }
}
