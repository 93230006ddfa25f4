"""Machine types of Compute Engine and where they are, as data. Written by tools/machines.py; don't edit."""

TYPES_DAY = "2026-07-01"
REGIONS_DAY = "2026-07-01"
GPUS_DAY = "2026-08-10"

# A machine type, its vCPUs, its memory in MiB; GB of local SSD that come with it; its GPUs and their type.
TYPES = """\
e2-highcpu-2 2 2048
e2-highcpu-4 4 4096
e2-highcpu-8 8 8192
e2-highcpu-16 16 16384
e2-highcpu-32 32 32768
e2-highmem-2 2 16384
e2-highmem-4 4 32768
e2-highmem-8 8 65536
e2-highmem-16 16 131072
e2-medium 2 4096
e2-micro 2 1024
e2-small 2 2048
e2-standard-2 2 8192
e2-standard-4 4 16384
e2-standard-8 8 32768
e2-standard-16 16 65536
e2-standard-32 32 131072
n1-highcpu-2 2 1843
n1-highcpu-4 4 3686
n1-highcpu-8 8 7373
n1-highcpu-16 16 14746
n1-highcpu-32 32 29491
n1-highcpu-64 64 58982
n1-highcpu-96 96 88474
n1-highmem-2 2 13312
n1-highmem-4 4 26624
n1-highmem-8 8 53248
n1-highmem-16 16 106496
n1-highmem-32 32 212992
n1-highmem-64 64 425984
n1-highmem-96 96 638976
n1-standard-1 1 3840
n1-standard-2 2 7680
n1-standard-4 4 15360
n1-standard-8 8 30720
n1-standard-16 16 61440
n1-standard-32 32 122880
n1-standard-64 64 245760
n1-standard-96 96 368640
n2-highcpu-2 2 2048
n2-highcpu-4 4 4096
n2-highcpu-8 8 8192
n2-highcpu-16 16 16384
n2-highcpu-32 32 32768
n2-highcpu-48 48 49152
n2-highcpu-64 64 65536
n2-highcpu-80 80 81920
n2-highcpu-96 96 98304
n2-highmem-2 2 16384
n2-highmem-4 4 32768
n2-highmem-8 8 65536
n2-highmem-16 16 131072
n2-highmem-32 32 262144
n2-highmem-48 48 393216
n2-highmem-64 64 524288
n2-highmem-80 80 655360
n2-highmem-96 96 786432
n2-highmem-128 128 884736
n2-standard-2 2 8192
n2-standard-4 4 16384
n2-standard-8 8 32768
n2-standard-16 16 65536
n2-standard-32 32 131072
n2-standard-48 48 196608
n2-standard-64 64 262144
n2-standard-80 80 327680
n2-standard-96 96 393216
n2-standard-128 128 524288
n2d-highcpu-2 2 2048
n2d-highcpu-4 4 4096
n2d-highcpu-8 8 8192
n2d-highcpu-16 16 16384
n2d-highcpu-32 32 32768
n2d-highcpu-48 48 49152
n2d-highcpu-64 64 65536
n2d-highcpu-80 80 81920
n2d-highcpu-96 96 98304
n2d-highcpu-128 128 131072
n2d-highcpu-224 224 229376
n2d-highmem-2 2 16384
n2d-highmem-4 4 32768
n2d-highmem-8 8 65536
n2d-highmem-16 16 131072
n2d-highmem-32 32 262144
n2d-highmem-48 48 393216
n2d-highmem-64 64 524288
n2d-highmem-80 80 655360
n2d-highmem-96 96 786432
n2d-standard-2 2 8192
n2d-standard-4 4 16384
n2d-standard-8 8 32768
n2d-standard-16 16 65536
n2d-standard-32 32 131072
n2d-standard-48 48 196608
n2d-standard-64 64 262144
n2d-standard-80 80 327680
n2d-standard-96 96 393216
n2d-standard-128 128 524288
n2d-standard-224 224 917504
n4-highcpu-2 2 4096
n4-highcpu-4 4 8192
n4-highcpu-8 8 16384
n4-highcpu-16 16 32768
n4-highcpu-32 32 65536
n4-highcpu-48 48 98304
n4-highcpu-64 64 131072
n4-highcpu-80 80 163840
n4-highmem-2 2 16384
n4-highmem-4 4 32768
n4-highmem-8 8 65536
n4-highmem-16 16 131072
n4-highmem-32 32 262144
n4-highmem-48 48 393216
n4-highmem-64 64 524288
n4-highmem-80 80 655360
n4-standard-2 2 8192
n4-standard-4 4 16384
n4-standard-8 8 32768
n4-standard-16 16 65536
n4-standard-32 32 131072
n4-standard-48 48 196608
n4-standard-64 64 262144
n4-standard-80 80 327680
n4a-highcpu-1 1 2048
n4a-highcpu-2 2 4096
n4a-highcpu-4 4 8192
n4a-highcpu-8 8 16384
n4a-highcpu-16 16 32768
n4a-highcpu-32 32 65536
n4a-highcpu-48 48 98304
n4a-highcpu-64 64 131072
n4a-highmem-1 1 8192
n4a-highmem-2 2 16384
n4a-highmem-4 4 32768
n4a-highmem-8 8 65536
n4a-highmem-16 16 131072
n4a-highmem-32 32 262144
n4a-highmem-48 48 393216
n4a-highmem-64 64 524288
n4a-standard-1 1 4096
n4a-standard-2 2 8192
n4a-standard-4 4 16384
n4a-standard-8 8 32768
n4a-standard-16 16 65536
n4a-standard-32 32 131072
n4a-standard-48 48 196608
n4a-standard-64 64 262144
n4d-highcpu-2 2 4096
n4d-highcpu-4 4 8192
n4d-highcpu-8 8 16384
n4d-highcpu-16 16 32768
n4d-highcpu-32 32 65536
n4d-highcpu-48 48 98304
n4d-highcpu-64 64 131072
n4d-highcpu-80 80 163840
n4d-highcpu-96 96 196608
n4d-highmem-2 2 16384
n4d-highmem-4 4 32768
n4d-highmem-8 8 65536
n4d-highmem-16 16 131072
n4d-highmem-32 32 262144
n4d-highmem-48 48 393216
n4d-highmem-64 64 524288
n4d-highmem-80 80 655360
n4d-highmem-96 96 786432
n4d-standard-2 2 8192
n4d-standard-4 4 16384
n4d-standard-8 8 32768
n4d-standard-16 16 65536
n4d-standard-32 32 131072
n4d-standard-48 48 196608
n4d-standard-64 64 262144
n4d-standard-80 80 327680
n4d-standard-96 96 393216
c2-standard-4 4 16384
c2-standard-8 8 32768
c2-standard-16 16 65536
c2-standard-30 30 122880
c2-standard-60 60 245760
c2d-highcpu-2 2 4096
c2d-highcpu-4 4 8192
c2d-highcpu-8 8 16384
c2d-highcpu-16 16 32768
c2d-highcpu-32 32 65536
c2d-highcpu-56 56 114688
c2d-highcpu-112 112 229376
c2d-highmem-2 2 16384
c2d-highmem-4 4 32768
c2d-highmem-8 8 65536
c2d-highmem-16 16 131072
c2d-highmem-32 32 262144
c2d-highmem-56 56 458752
c2d-highmem-112 112 917504
c2d-standard-2 2 8192
c2d-standard-4 4 16384
c2d-standard-8 8 32768
c2d-standard-16 16 65536
c2d-standard-32 32 131072
c2d-standard-56 56 229376
c2d-standard-112 112 458752
c3-highcpu-4 4 8192
c3-highcpu-8 8 16384
c3-highcpu-22 22 45056
c3-highcpu-44 44 90112
c3-highcpu-88 88 180224
c3-highcpu-176 176 360448
c3-highcpu-192-metal 192 524288
c3-highmem-4 4 32768
c3-highmem-8 8 65536
c3-highmem-22 22 180224
c3-highmem-44 44 360448
c3-highmem-88 88 720896
c3-highmem-176 176 1441792
c3-highmem-192-metal 192 1572864
c3-standard-4 4 16384
c3-standard-4-lssd 4 16384 375
c3-standard-8 8 32768
c3-standard-8-lssd 8 32768 750
c3-standard-22 22 90112
c3-standard-22-lssd 22 90112 1500
c3-standard-44 44 180224
c3-standard-44-lssd 44 180224 3000
c3-standard-88 88 360448
c3-standard-88-lssd 88 360448 6000
c3-standard-176 176 720896
c3-standard-176-lssd 176 720896 12000
c3-standard-192-metal 192 786432
c3d-highcpu-4 4 8192
c3d-highcpu-8 8 16384
c3d-highcpu-16 16 32768
c3d-highcpu-30 30 60416
c3d-highcpu-60 60 120832
c3d-highcpu-90 90 181248
c3d-highcpu-180 180 362496
c3d-highcpu-360 360 724992
c3d-highmem-4 4 32768
c3d-highmem-8 8 65536
c3d-highmem-8-lssd 8 65536 375
c3d-highmem-16 16 131072
c3d-highmem-16-lssd 16 131072 375
c3d-highmem-30 30 245760
c3d-highmem-30-lssd 30 245760 750
c3d-highmem-60 60 491520
c3d-highmem-60-lssd 60 491520 1500
c3d-highmem-90 90 737280
c3d-highmem-90-lssd 90 737280 3000
c3d-highmem-180 180 1474560
c3d-highmem-180-lssd 180 1474560 6000
c3d-highmem-360 360 2949120
c3d-highmem-360-lssd 360 2949120 12000
c3d-standard-4 4 16384
c3d-standard-8 8 32768
c3d-standard-8-lssd 8 32768 375
c3d-standard-16 16 65536
c3d-standard-16-lssd 16 65536 375
c3d-standard-30 30 122880
c3d-standard-30-lssd 30 122880 750
c3d-standard-60 60 245760
c3d-standard-60-lssd 60 245760 1500
c3d-standard-90 90 368640
c3d-standard-90-lssd 90 368640 3000
c3d-standard-180 180 737280
c3d-standard-180-lssd 180 737280 6000
c3d-standard-360 360 1474560
c3d-standard-360-lssd 360 1474560 12000
c4-highcpu-2 2 4096
c4-highcpu-4 4 8192
c4-highcpu-8 8 16384
c4-highcpu-16 16 32768
c4-highcpu-24 24 49152
c4-highcpu-32 32 65536
c4-highcpu-48 48 98304
c4-highcpu-96 96 196608
c4-highcpu-144 144 294912
c4-highcpu-192 192 393216
c4-highcpu-288 288 589824
c4-highmem-2 2 15360
c4-highmem-4 4 31744
c4-highmem-4-lssd 4 31744 375
c4-highmem-8 8 63488
c4-highmem-8-lssd 8 63488 375
c4-highmem-16 16 126976
c4-highmem-16-lssd 16 126976 750
c4-highmem-24 24 190464
c4-highmem-24-lssd 24 190464 1500
c4-highmem-32 32 253952
c4-highmem-32-lssd 32 253952 1875
c4-highmem-48 48 380928
c4-highmem-48-lssd 48 380928 3000
c4-highmem-96 96 761856
c4-highmem-96-lssd 96 761856 6000
c4-highmem-144 144 1142784
c4-highmem-144-lssd 144 1142784 9000
c4-highmem-192 192 1523712
c4-highmem-192-lssd 192 1523712 12000
c4-highmem-288 288 2285568
c4-highmem-288-lssd 288 2285568 18000
c4-highmem-288-lssd-metal 288 2285568 18000
c4-highmem-288-metal 288 2285568
c4-standard-2 2 7168
c4-standard-4 4 15360
c4-standard-4-lssd 4 15360 375
c4-standard-8 8 30720
c4-standard-8-lssd 8 30720 375
c4-standard-16 16 61440
c4-standard-16-lssd 16 61440 750
c4-standard-24 24 92160
c4-standard-24-lssd 24 92160 1500
c4-standard-32 32 122880
c4-standard-32-lssd 32 122880 1875
c4-standard-48 48 184320
c4-standard-48-lssd 48 184320 3000
c4-standard-96 96 368640
c4-standard-96-lssd 96 368640 6000
c4-standard-144 144 552960
c4-standard-144-lssd 144 552960 9000
c4-standard-192 192 737280
c4-standard-192-lssd 192 737280 12000
c4-standard-288 288 1105920
c4-standard-288-lssd 288 1105920 18000
c4-standard-288-lssd-metal 288 1105920 18000
c4-standard-288-metal 288 1105920
c4a-highcpu-1 1 2048
c4a-highcpu-2 2 4096
c4a-highcpu-4 4 8192
c4a-highcpu-8 8 16384
c4a-highcpu-16 16 32768
c4a-highcpu-32 32 65536
c4a-highcpu-48 48 98304
c4a-highcpu-64 64 131072
c4a-highcpu-72 72 147456
c4a-highmem-1 1 8192
c4a-highmem-2 2 16384
c4a-highmem-4 4 32768
c4a-highmem-4-lssd 4 32768 375
c4a-highmem-8 8 65536
c4a-highmem-8-lssd 8 65536 750
c4a-highmem-16 16 131072
c4a-highmem-16-lssd 16 131072 1500
c4a-highmem-32 32 262144
c4a-highmem-32-lssd 32 262144 2250
c4a-highmem-48 48 393216
c4a-highmem-48-lssd 48 393216 3750
c4a-highmem-64 64 524288
c4a-highmem-64-lssd 64 524288 5250
c4a-highmem-72 72 589824
c4a-highmem-72-lssd 72 589824 6000
c4a-highmem-96-metal 96 786432
c4a-standard-1 1 4096
c4a-standard-2 2 8192
c4a-standard-4 4 16384
c4a-standard-4-lssd 4 16384 375
c4a-standard-8 8 32768
c4a-standard-8-lssd 8 32768 750
c4a-standard-16 16 65536
c4a-standard-16-lssd 16 65536 1500
c4a-standard-32 32 131072
c4a-standard-32-lssd 32 131072 2250
c4a-standard-48 48 196608
c4a-standard-48-lssd 48 196608 3750
c4a-standard-64 64 262144
c4a-standard-64-lssd 64 262144 5250
c4a-standard-72 72 294912
c4a-standard-72-lssd 72 294912 6000
c4d-highcpu-2 2 3072
c4d-highcpu-4 4 7168
c4d-highcpu-8 8 15360
c4d-highcpu-16 16 30720
c4d-highcpu-32 32 61440
c4d-highcpu-48 48 92160
c4d-highcpu-64 64 122880
c4d-highcpu-96 96 184320
c4d-highcpu-192 192 368640
c4d-highcpu-384 384 737280
c4d-highcpu-384-metal 384 786432
c4d-highmem-2 2 15360
c4d-highmem-4 4 31744
c4d-highmem-8 8 64512
c4d-highmem-8-lssd 8 64512 375
c4d-highmem-16 16 129024
c4d-highmem-16-lssd 16 129024 375
c4d-highmem-32 32 258048
c4d-highmem-32-lssd 32 258048 750
c4d-highmem-48 48 387072
c4d-highmem-48-lssd 48 387072 1500
c4d-highmem-64 64 516096
c4d-highmem-64-lssd 64 516096 2250
c4d-highmem-96 96 774144
c4d-highmem-96-lssd 96 774144 3000
c4d-highmem-192 192 1548288
c4d-highmem-192-lssd 192 1548288 6000
c4d-highmem-384 384 3096576
c4d-highmem-384-lssd 384 3096576 12000
c4d-highmem-384-metal 384 3145728
c4d-standard-2 2 7168
c4d-standard-4 4 15360
c4d-standard-8 8 31744
c4d-standard-8-lssd 8 31744 375
c4d-standard-16 16 63488
c4d-standard-16-lssd 16 63488 375
c4d-standard-32 32 126976
c4d-standard-32-lssd 32 126976 750
c4d-standard-48 48 190464
c4d-standard-48-lssd 48 190464 1500
c4d-standard-64 64 253952
c4d-standard-64-lssd 64 253952 2250
c4d-standard-96 96 380928
c4d-standard-96-lssd 96 380928 3000
c4d-standard-192 192 761856
c4d-standard-192-lssd 192 761856 6000
c4d-standard-384 384 1523712
c4d-standard-384-lssd 384 1523712 12000
c4d-standard-384-metal 384 1572864
t2d-standard-1 1 4096
t2d-standard-2 2 8192
t2d-standard-4 4 16384
t2d-standard-8 8 32768
t2d-standard-16 16 65536
t2d-standard-32 32 131072
t2d-standard-48 48 196608
t2d-standard-60 60 245760
t2a-standard-1 1 4096
t2a-standard-2 2 8192
t2a-standard-4 4 16384
t2a-standard-8 8 32768
t2a-standard-16 16 65536
t2a-standard-32 32 131072
t2a-standard-48 48 196608
h3-standard-88 88 360448
h4d-highmem-192 192 1523712
h4d-highmem-192-lssd 192 1523712 3750
h4d-standard-192 192 737280
m1-megamem-96 96 1468006
m1-ultramem-40 40 984064
m1-ultramem-80 80 1968128
m1-ultramem-160 160 3936256
m2-hypermem-416 416 9043968
m2-megamem-416 416 6029312
m2-ultramem-208 208 6029312
m2-ultramem-416 416 12058624
m3-megamem-64 64 999424
m3-megamem-128 128 1998848
m3-ultramem-32 32 999424
m3-ultramem-64 64 1998848
m3-ultramem-128 128 3997696
m4-hypermem-16 16 253952
m4-hypermem-32 32 507904
m4-hypermem-64 64 1015808
m4-megamem-28 28 380928
m4-megamem-56 56 761856
m4-megamem-112 112 1523712
m4-megamem-224 224 3047424
m4-ultramem-56 56 1523712
m4-ultramem-112 112 3047424
m4-ultramem-224 224 6094848
a2-highgpu-1g 12 87040 0 1 nvidia-tesla-a100
a2-highgpu-2g 24 174080 0 2 nvidia-tesla-a100
a2-highgpu-4g 48 348160 0 4 nvidia-tesla-a100
a2-highgpu-8g 96 696320 0 8 nvidia-tesla-a100
a2-megagpu-16g 96 1392640 0 16 nvidia-tesla-a100
a2-ultragpu-1g 12 174080 375 1 nvidia-a100-80gb
a2-ultragpu-2g 24 348160 750 2 nvidia-a100-80gb
a2-ultragpu-4g 48 696320 1500 4 nvidia-a100-80gb
a2-ultragpu-8g 96 1392640 3000 8 nvidia-a100-80gb
a3-edgegpu-8g 208 1916928 6000 8 nvidia-h100-80gb
a3-edgegpu-8g-nolssd 208 1916928 0 8 nvidia-h100-80gb
a3-highgpu-1g 26 239616 750 1 nvidia-h100-80gb
a3-highgpu-2g 52 479232 1500 2 nvidia-h100-80gb
a3-highgpu-4g 104 958464 3000 4 nvidia-h100-80gb
a3-highgpu-8g 208 1916928 6000 8 nvidia-h100-80gb
a3-megagpu-8g 208 1916928 6000 8 nvidia-h100-mega-80gb
a3-ultragpu-8g 224 3022848 12000 8 nvidia-h200-141gb
a3-ultragpu-8g-nolssd 224 3022848 0 8 nvidia-h200-141gb
a4-highgpu-8g 224 4063232 12000 8 nvidia-b200
a4x-highgpu-4g 140 905216 12000 4 nvidia-gb200
a4x-maxgpu-4g-metal 144 983040 12000 4 nvidia-gb300
g2-standard-4 4 16384 0 1 nvidia-l4
g2-standard-8 8 32768 0 1 nvidia-l4
g2-standard-12 12 49152 0 1 nvidia-l4
g2-standard-16 16 65536 0 1 nvidia-l4
g2-standard-24 24 98304 0 2 nvidia-l4
g2-standard-32 32 131072 0 1 nvidia-l4
g2-standard-48 48 196608 0 4 nvidia-l4
g2-standard-96 96 393216 0 8 nvidia-l4
g4-standard-6 6 22528 0 1 nvidia-rtx-pro-6000
g4-standard-12 12 46080 0 1 nvidia-rtx-pro-6000
g4-standard-24 24 92160 0 1 nvidia-rtx-pro-6000
g4-standard-48 48 184320 0 1 nvidia-rtx-pro-6000
g4-standard-96 96 368640 0 2 nvidia-rtx-pro-6000
g4-standard-192 192 737280 0 4 nvidia-rtx-pro-6000
g4-standard-384 384 1474560 0 8 nvidia-rtx-pro-6000
z3-highmem-8-highlssd 8 65536 3000
z3-highmem-14-standardlssd 14 114688 3000
z3-highmem-16-highlssd 16 131072 6000
z3-highmem-22-highlssd 22 180224 9000
z3-highmem-22-standardlssd 22 180224 6000
z3-highmem-32-highlssd 32 262144 12000
z3-highmem-44-highlssd 44 360448 18000
z3-highmem-44-standardlssd 44 360448 9000
z3-highmem-88-highlssd 88 720896 36000
z3-highmem-88-standardlssd 88 720896 18000
z3-highmem-176-standardlssd 176 1441792 36000
z3-highmem-192-highlssd-metal 192 1572864 72000
f1-micro 1 614
g1-small 1 1740
"""

# A region, and the machine series that are there.
SERIES = """\
africa-south1 e2 n2 n2d n4 c2d c4 c4a c4d t2d m3
asia-east1 e2 n1 n2 n2d n4 c2 c2d c3 c3d c4 c4a c4d t2d m1 m3 a3 g2 g4 z3 f1 g1
asia-east2 e2 n1 n2 n2d n4 c2 c2d c3 c4 t2d f1 g1
asia-northeast1 e2 n1 n2 n2d n4 c2 c2d c3 c4 c4a c4d t2d m1 m2 m3 m4 a2 a3 a4 g2 g4 z3 f1 g1
asia-northeast2 e2 n1 n2 n2d n4 c2 c2d c3 c4 t2d m1 m2 m3 f1 g1
asia-northeast3 e2 n1 n2 n2d n4 c2 c2d c3 c4 m1 m2 m3 a2 a3 g2 f1 g1
asia-south1 e2 n1 n2 n2d n4 n4a n4d c2 c2d c3 c3d c4 c4a c4d t2d h4d m1 m2 m3 m4 a3 g2 g4 z3 f1 g1
asia-south2 e2 n1 n2 n2d n4 c2 c2d c3 c4 t2d m1 m2 m3 m4 a3 g4 f1 g1
asia-southeast1 e2 n1 n2 n2d n4 n4a n4d c2 c2d c3 c3d c4 c4a c4d t2d t2a h4d m1 m2 m3 m4 a2 a3 a4 g2 g4 z3 f1 g1
asia-southeast2 e2 n1 n2 n2d n4 c3 c4 c4a t2d m1 g4 f1 g1
asia-southeast3 n4 c3d c4 m3 m4
australia-southeast1 e2 n1 n2 n2d n4 c2 c2d c3 c3d c4 c4a c4d t2d m1 m2 m3 m4 a3 z3 f1 g1
australia-southeast2 e2 n1 n2 n2d n4 c2d c3 c3d c4 c4a c4d t2d m1 m3 a3 z3 f1 g1
europe-central2 e2 n1 n2 n2d n4 c2d c4 c4a t2d m1 m3 m4 f1 g1
europe-north1 e2 n1 n2 n2d n4 c2 c3 c3d c4 c4a t2d m3 a3 a4 g4 f1 g1
europe-north2 e2 n4 c2d c3 c3d c4 c4a z3
europe-southwest1 e2 n2 n2d n4 c2d c4 c4a c4d t2d m1 m2 m3 m4
europe-west1 e2 n1 n2 n2d n4 n4a n4d c2 c2d c3 c3d c4 c4a c4d t2d m1 m2 m3 m4 a3 a4 g2 g4 z3 f1 g1
europe-west10 e2 n2 n2d n4 c3 c4 c4d t2d g4 z3
europe-west12 e2 n2 n2d n4 c2d c4 t2d m3 m4
europe-west2 e2 n1 n2 n2d n4 n4a n4d c2 c2d c3 c3d c4 c4a c4d t2d m1 m2 m3 m4 a3 g2 g4 z3 f1 g1
europe-west3 e2 n1 n2 n2d n4 n4a n4d c2 c2d c3 c3d c4 c4a c4d t2d m1 m2 m3 m4 a3 g2 z3 f1 g1
europe-west4 e2 n1 n2 n2d n4 n4a n4d c2 c2d c3 c3d c4 c4a c4d t2d t2a h3 h4d m1 m2 m3 m4 a2 a3 a4 a4x g2 g4 z3 f1 g1
europe-west6 e2 n1 n2 n2d n4 c2 c4 c4a t2d m1 m3 g2 z3 f1 g1
europe-west8 e2 n2 n2d n4 c2d c4 t2d m1 m2 m3 g4 z3
europe-west9 e2 n2 n2d n4 c3 c4 c4d t2d m1 m3 a3
me-central1 e2 n2 n2d n4 c3 c4 c4a t2d m3 z3
me-central2 e2 n2 n2d n4 c2 c2d c3 c3d c4 c4a t2d m2 m3 m4 g2 g4
me-west1 e2 n1 n2 n2d n4 c2 c2d c3 c3d c4 c4a t2d m1 m3 a2
northamerica-northeast1 e2 n1 n2 n2d n4 c2 c2d c3 c4 c4a c4d t2d h3 m1 m2 m3 m4 g2 f1 g1
northamerica-northeast2 e2 n1 n2 n2d n4 c2d c3 c4 c4a c4d t2d m1 m2 m3 m4 a3 g2 z3 f1 g1
northamerica-south1 e2 n4 c3d c4 c4a z3
southamerica-east1 e2 n1 n2 n2d n4 c2 c2d c3 c4 c4a t2d m1 m2 m3 m4 g4 z3 f1 g1
southamerica-west1 e2 n2 n2d n4 c2 c4 c4a t2d m1 m2 m3 m4 z3
us-central1 e2 n1 n2 n2d n4 n4a n4d c2 c2d c3 c3d c4 c4a c4d t2d t2a h3 h4d m1 m2 m3 m4 a2 a3 a4 a4x g2 g4 z3 f1 g1
us-east1 e2 n1 n2 n2d n4 n4a n4d c2 c2d c3 c3d c4 c4a c4d t2d h4d m1 m3 m4 a2 a4 a4x g2 g4 z3 f1 g1
us-east4 e2 n1 n2 n2d n4 n4a n4d c2 c2d c3 c3d c4 c4a c4d t2d m1 m2 m3 m4 a2 a3 a4 a4x g2 g4 z3 f1 g1
us-east5 e2 n2 n2d n4 n4d c2 c3 c3d c4 c4a c4d t2d m4 a2 a3 a4x g4 z3
us-south1 e2 n2 n2d n4 c3 c4 c4a t2d a3 a4 g4 z3
us-west1 e2 n1 n2 n2d n4 n4a n4d c2 c2d c3 c3d c4 c4a c4d t2d m1 m3 m4 a2 a3 g2 g4 z3 f1 g1
us-west2 e2 n1 n2 n2d n4 c2 c2d c3 c3d c4 c4a t2d m1 a4 z3 f1 g1
us-west3 e2 n1 n2 n2d n4 n4a n4d c2 c2d c3 c4 c4a c4d t2d m3 a2 a4 g4 f1 g1
us-west4 e2 n1 n2 n2d n4 n4d c2 c2d c3 c3d c4 c4a c4d t2d h4d m1 m2 m3 m4 a2 a3 g2 g4 f1 g1
"""

# A region, and the machine types, or all that start alike, that aren't there though their series is.
LACKING = """\
asia-east1 a3-edgegpu a3-ultragpu
asia-northeast1 a2-megagpu a2-ultragpu a3-ultragpu
asia-northeast3 a2-megagpu a2-ultragpu a3-megagpu a3-ultragpu
asia-south1 a3-megagpu
asia-south2 a3-edgegpu a3-megagpu
asia-southeast1 a3-ultragpu
australia-southeast1 a3-edgegpu a3-ultragpu
australia-southeast2 a3-megagpu a3-ultragpu
europe-north1 a3-edgegpu a3-ultragpu
europe-west1 a3-edgegpu
europe-west2 a3-highgpu a3-megagpu a3-ultragpu
europe-west3 a3-ultragpu
europe-west4 a4x-maxgpu
europe-west9 a3-megagpu a3-ultragpu
me-west1 a2-megagpu a2-ultragpu
northamerica-northeast2 a3-highgpu a3-megagpu a3-ultragpu
southamerica-east1 g4-standard-6 g4-standard-12 g4-standard-24 g4-standard-48 g4-standard-96 g4-standard-192
us-east1 a2-megagpu a2-ultragpu a4x-maxgpu
us-east4 a2-highgpu a2-megagpu
us-east5 a2-highgpu a2-megagpu a4x-highgpu
us-south1 a3-edgegpu a3-highgpu a3-megagpu
us-west1 a2-megagpu a2-ultragpu
us-west3 a2-megagpu a2-ultragpu
us-west4 a2-megagpu a2-ultragpu a3-ultragpu
"""

# A region, and the GPU types that are there beside those that its machine types have built in.
GPUS = """\
asia-east1 nvidia-tesla-p100 nvidia-tesla-t4 nvidia-tesla-v100
asia-east2 nvidia-tesla-t4
asia-northeast1 nvidia-tesla-t4
asia-northeast3 nvidia-h100-mega-80gb nvidia-tesla-t4
asia-south1 nvidia-h100-mega-80gb nvidia-tesla-t4
asia-south2 nvidia-h100-mega-80gb
asia-southeast1 nvidia-tesla-p4 nvidia-tesla-t4
asia-southeast2 nvidia-tesla-t4
australia-southeast1 nvidia-tesla-p100 nvidia-tesla-p4 nvidia-tesla-t4
australia-southeast2 nvidia-h100-mega-80gb
europe-central2 nvidia-tesla-t4
europe-west1 nvidia-tesla-p100 nvidia-tesla-t4
europe-west2 nvidia-h100-mega-80gb nvidia-tesla-t4
europe-west3 nvidia-tesla-t4
europe-west4 nvidia-tesla-p100 nvidia-tesla-p4 nvidia-tesla-t4 nvidia-tesla-v100
europe-west9 nvidia-h100-mega-80gb
me-west1 nvidia-tesla-t4
northamerica-northeast1 nvidia-tesla-p4 nvidia-tesla-t4
northamerica-northeast2 nvidia-h100-mega-80gb
southamerica-east1 nvidia-tesla-t4
us-central1 nvidia-tesla-p100 nvidia-tesla-p4 nvidia-tesla-t4 nvidia-tesla-v100
us-east1 nvidia-tesla-p100 nvidia-tesla-t4 nvidia-tesla-v100
us-east4 nvidia-tesla-p4 nvidia-tesla-t4
us-west1 nvidia-tesla-p100 nvidia-tesla-t4 nvidia-tesla-v100
us-west2 nvidia-tesla-p4 nvidia-tesla-t4
us-west3 nvidia-tesla-t4
us-west4 nvidia-tesla-t4
"""
